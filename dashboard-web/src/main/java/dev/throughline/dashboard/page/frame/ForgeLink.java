package dev.throughline.dashboard.page.frame;

import dev.throughline.engine.history.RepositoryPlace;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriUtils;

/** Where forges show what is theirs. Null for a source that shows none, or whose host is not known. */
public final class ForgeLink {

    private ForgeLink() {}

    public static @Nullable String commit(RepositoryPlace place, @Nullable String sha) {
        String path = place.commitPath();
        return sha == null || path == null || place.host().isEmpty()
                ? null
                : "https://" + place.host() + "/" + UriUtils.encodePath(place.name(), "UTF-8") + path + sha;
    }

    /** What a link there is called, e.g. {@code github.com}. */
    public static String name(RepositoryPlace place) {
        return place.host().isEmpty() ? place.source() : place.host();
    }
}
