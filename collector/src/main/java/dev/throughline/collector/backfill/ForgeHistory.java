package dev.throughline.collector.backfill;

import java.util.Optional;

/** The history from the API of a forge, if a token is configured for it. */
public interface ForgeHistory {

    /** Begins a conversation, on one thread. */
    ForgeApi open(ApiClient client);

    /**
     * Begins a conversation about its webhooks, on one thread; empty for an API without them, or if they are not read.
     */
    default Optional<ForgeHooks> hooks(ApiClient client) {
        return Optional.empty();
    }

    /** How its API is called. */
    ApiSettings settings();
}
