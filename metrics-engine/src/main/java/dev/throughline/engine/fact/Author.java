package dev.throughline.engine.fact;

import org.jspecify.annotations.Nullable;

/**
 * Who wrote a commit or opened a change.
 *
 * @param name login, otherwise the name; null when the source does not say
 * @param isBot whether it is a bot, by what the source says about the account, otherwise by its name
 */
public record Author(@Nullable String name, boolean isBot) {

    public static final Author UNKNOWN = new Author(null, false);
}
