package dev.throughline.collector.source.github;

import org.jspecify.annotations.Nullable;

/** Tells bots from people. The login of an app ends in {@code [bot]}, and no person can have such a one. */
final class Bots {

    private static final String SUFFIX = "[bot]";

    private Bots() {}

    /** Whether a bot wrote a commit; for one of a login that GitHub does not know, its name says so. */
    static boolean isAuthor(Payload.@Nullable Author author) {
        return author != null && (isBot(author.username()) || isBot(author.name()));
    }

    /** The login of who wrote a commit, else the name; null when neither is told. */
    static @Nullable String nameOf(Payload.@Nullable Author author) {
        return author == null ? null : author.username() != null ? author.username() : author.name();
    }

    /** Whether an account is a bot's. */
    static boolean isAuthor(Payload.@Nullable User user) {
        return user != null && ("Bot".equals(user.type()) || isBot(user.login()));
    }

    private static boolean isBot(@Nullable String name) {
        return name != null && name.endsWith(SUFFIX);
    }
}
