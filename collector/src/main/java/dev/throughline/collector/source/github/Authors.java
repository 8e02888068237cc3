package dev.throughline.collector.source.github;

import dev.throughline.engine.fact.Author;
import org.jspecify.annotations.Nullable;

/** Identifies authors, and distinguishes bots from people. The login of an app ends in {@code [bot]}, which no person can have. */
final class Authors {

    private static final String SUFFIX = "[bot]";

    private Authors() {}

    /** Who wrote a commit; if GitHub does not know the login, the name says whether it is a bot. */
    static Author of(Payload.@Nullable Author author) {
        return author == null
                ? Author.UNKNOWN
                : new Author(
                        author.username() != null ? author.username() : author.name(),
                        isBot(author.username()) || isBot(author.name()));
    }

    /** Whose account it is. */
    static Author of(Payload.@Nullable User user) {
        return user == null
                ? Author.UNKNOWN
                : new Author(user.login(), "Bot".equals(user.type()) || isBot(user.login()));
    }

    private static boolean isBot(@Nullable String name) {
        return name != null && name.endsWith(SUFFIX);
    }
}
