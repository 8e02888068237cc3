package dev.throughline.dashboard.page.frame;

import org.jspecify.annotations.Nullable;

/** Addresses that come from outside: only those of the web become links. */
public final class WebLink {

    private WebLink() {}

    public static @Nullable String orNull(@Nullable String url) {
        return url != null && (url.startsWith("https://") || url.startsWith("http://")) ? url : null;
    }
}
