package dev.throughline.dashboard.page.frame;

import dev.throughline.engine.history.RepositoryPlace;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriUtils;

/** Pages on forges. Null for a source without pages, or whose host is unknown. */
public final class ForgeLink {

    private ForgeLink() {}

    public static @Nullable String commit(RepositoryPlace place, @Nullable String sha) {
        String path = place.commitPath();
        return sha == null || path == null || place.host().isEmpty()
                ? null
                : "https://" + place.host() + "/" + UriUtils.encodePath(place.name(), "UTF-8") + path + sha;
    }

    /** The text of a link there, e.g. {@code github.com}. */
    public static String name(RepositoryPlace place) {
        return place.host().isEmpty() ? place.source() : place.host();
    }
}
