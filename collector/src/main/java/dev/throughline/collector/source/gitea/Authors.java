package dev.throughline.collector.source.gitea;

import dev.throughline.engine.fact.Author;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Identifies authors, and distinguishes bots from people: only a name shows what an account is. */
final class Authors {

    private static final String SUFFIX = "[bot]";

    /** The accounts that workflows use. */
    private static final Set<String> OF_WORKFLOWS = Set.of("gitea-actions", "forgejo-actions");

    private Authors() {}

    /** Who wrote a commit: a login if the address is known, otherwise the name. */
    static Author of(Payload.@Nullable Author author) {
        if (author == null) {
            return Author.UNKNOWN;
        }
        boolean hasLogin = author.username() != null && !author.username().isEmpty();
        return new Author(
                hasLogin ? author.username() : author.name(), isBot(author.username()) || isBot(author.name()));
    }

    /** Whose account it is. */
    static Author of(Payload.@Nullable User user) {
        return user == null ? Author.UNKNOWN : new Author(user.login(), isBot(user.login()));
    }

    private static boolean isBot(@Nullable String name) {
        return name != null && (name.endsWith(SUFFIX) || OF_WORKFLOWS.contains(name));
    }
}
