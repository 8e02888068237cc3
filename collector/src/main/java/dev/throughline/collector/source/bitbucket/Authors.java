package dev.throughline.collector.source.bitbucket;

import dev.throughline.engine.fact.Author;
import org.jspecify.annotations.Nullable;

/** Identifies authors, and distinguishes bots from people: apps have their own type of account, pipelines a fixed name. */
final class Authors {

    private Authors() {}

    /** Who wrote a commit: a nickname if the address is known, otherwise the name. */
    static Author of(Payload.@Nullable Author author) {
        if (author == null) {
            return Author.UNKNOWN;
        }
        String raw = author.raw();
        int address = raw == null ? -1 : raw.indexOf('<');
        String name =
                raw == null || address < 0 ? raw : raw.substring(0, address).stripTrailing();
        Author user = of(author.user());
        return new Author(user.name() == null ? name : user.name(), user.isBot() || isBot(name));
    }

    /** Whose account it is. */
    static Author of(Payload.@Nullable User user) {
        return user == null
                ? Author.UNKNOWN
                : new Author(
                        user.nickname() == null ? user.displayName() : user.nickname(),
                        "app_user".equals(user.type()) || isBot(user.nickname()));
    }

    private static boolean isBot(@Nullable String name) {
        return name != null && (name.endsWith("[bot]") || name.equals(BitbucketSource.NAME + "-pipelines"));
    }
}
