package dev.throughline.collector.payload;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Addresses in payloads. */
public final class Addresses {

    private static final Pattern HOST =
            Pattern.compile("https?://(?:[^/@\\s]{0,200}@)?([\\w.-]{1,253}(?::\\d{1,5})?)(?:/|$)");

    private Addresses() {}

    /** An address that a page may link to; null for anything but http, because others can run code in a reader's browser. */
    public static @Nullable String page(@Nullable String url) {
        return url != null && (url.startsWith("https://") || url.startsWith("http://")) ? url : null;
    }

    /** The host of an address in lower case, with its port if there is one; empty when it is not an http address. */
    public static Optional<String> host(@Nullable String url) {
        return Optional.ofNullable(url)
                .map(HOST::matcher)
                .filter(Matcher::lookingAt)
                .map(found -> found.group(1).toLowerCase(Locale.ROOT));
    }
}
