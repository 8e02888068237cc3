package dev.throughline.collector.backfill;

import java.util.Optional;

/** What the API of a forge can tell, where a token is configured for it. */
public interface ForgeHistory {

    /** Begins a conversation, which one thread leads. */
    ForgeApi open(ApiClient client);

    /**
     * Begins a conversation about its webhooks, which one thread leads; empty for an API that tells nothing of them, or where that is not read.
     */
    default Optional<ForgeHooks> hooks(ApiClient client) {
        return Optional.empty();
    }

    /** How its API is asked. */
    ApiSettings settings();
}
