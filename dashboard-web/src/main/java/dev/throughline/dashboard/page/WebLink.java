package dev.throughline.dashboard.page;

import org.jspecify.annotations.Nullable;

/** Addresses that come from outside: only those of the web become links. */
final class WebLink {

    private WebLink() {}

    static @Nullable String orNull(@Nullable String url) {
        return url != null && (url.startsWith("https://") || url.startsWith("http://")) ? url : null;
    }
}
