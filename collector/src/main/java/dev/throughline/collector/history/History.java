package dev.throughline.collector.history;

/** What the API of a forge can tell, where a token is configured for it. */
public interface History {

    /** Begins a conversation, which one thread leads. */
    ForgeApi open(ApiClient client);

    /** How its API is asked. */
    ApiSettings settings();
}
