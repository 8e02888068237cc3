package dev.throughline.collector.source.gitlab;

import dev.throughline.engine.fact.Author;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Identifies authors, and distinguishes bots from people: the accounts of access tokens and services have names made by GitLab. */
final class Authors {

    private static final Pattern BOT = Pattern.compile("(?:project|group)_\\d+_bot\\w*|service_account_\\w+");
    private static final String SUFFIX = "[bot]";

    private Authors() {}

    /** Who wrote a commit: by the name, and by the address that GitLab gives to its own accounts. */
    static Author of(Payload.@Nullable CommitAuthor author) {
        if (author == null) {
            return Author.UNKNOWN;
        }
        String email = author.email() == null ? "" : author.email();
        int at = email.indexOf('@');
        return new Author(author.name(), isBot(author.name()) || at > 0 && isBot(email.substring(0, at)));
    }

    /** Who opened something, if the same account triggered the event: everybody else is only a number. */
    static Author of(@Nullable Long id, Payload.@Nullable User user) {
        return user == null || id == null || !id.equals(user.id())
                ? Author.UNKNOWN
                : new Author(user.username(), isBot(user.username()));
    }

    private static boolean isBot(@Nullable String name) {
        return name != null && (name.endsWith(SUFFIX) || BOT.matcher(name).matches());
    }
}
