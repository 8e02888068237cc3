package dev.throughline.collector.source.gitlab;

import dev.throughline.collector.payload.Addresses;
import org.jspecify.annotations.Nullable;

/** Addresses of pages that no payload names. */
final class Links {

    private Links() {}

    /** GitLab's list of environments: a deployment without a job has no page of its own. */
    static @Nullable String environments(Payload payload) {
        return below(payload, "environments");
    }

    static @Nullable String job(Payload payload, String id) {
        return below(payload, "jobs/" + id);
    }

    private static @Nullable String below(Payload payload, String page) {
        String project = Addresses.page(Repositories.address(payload));
        return project == null ? null : project + "/-/" + page;
    }
}
