package dev.throughline.collector.payload;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Addresses that stand in payloads. */
public final class Addresses {

    private static final Pattern HOST =
            Pattern.compile("https?://(?:[^/@\\s]{0,200}@)?([\\w.-]{1,253}(?::\\d{1,5})?)(?:/|$)");

    private Addresses() {}

    /** An address that a page may link to; null for anything that is not http, for others can run in a reader's browser. */
    public static @Nullable String page(@Nullable String url) {
        return url != null && (url.startsWith("https://") || url.startsWith("http://")) ? url : null;
    }

    /** The host of an address in lower case, with its port where one is written; empty when it is none of http. */
    public static Optional<String> host(@Nullable String url) {
        return Optional.ofNullable(url)
                .map(HOST::matcher)
                .filter(Matcher::lookingAt)
                .map(found -> found.group(1).toLowerCase(Locale.ROOT));
    }
}
