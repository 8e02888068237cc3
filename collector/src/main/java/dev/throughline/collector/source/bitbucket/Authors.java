package dev.throughline.collector.source.bitbucket;

import dev.throughline.engine.fact.Author;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tells who wrote something, and bots from people: apps have accounts of a type of their own, pipelines a name. */
final class Authors {

    private static final Pattern NAME = Pattern.compile("([^<]*?)\\s*<.*", Pattern.DOTALL);

    private Authors() {}

    /** Who wrote a commit: a nickname where the address is known, else the name. */
    static Author of(Payload.@Nullable Author author) {
        if (author == null) {
            return Author.UNKNOWN;
        }
        String raw = author.raw();
        Matcher named = NAME.matcher(raw == null ? "" : raw);
        String name = named.matches() ? named.group(1) : raw;
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
