package dev.throughline.server.forge;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A webhook and what it sent, oldest first. */
public final class Hook {

    private final long id;
    private final String url;
    private final List<String> events;
    private final List<Sent> deliveries = new CopyOnWriteArrayList<>();
    private volatile @Nullable Instant disabledUntil;

    public Hook(long id, String url, List<String> events) {
        this.id = id;
        this.url = url;
        this.events = events;
    }

    /**
     * One attempt to deliver.
     *
     * @param guid the same for every attempt
     * @param status the receiver's; 0 when there was no answer
     */
    public record Sent(
            long id,
            String guid,
            Instant at,
            boolean redelivery,
            int status,
            String event,
            @Nullable String action,
            Map<String, String> headers,
            JsonNode payload) {}

    /** Sends a delivery again. */
    @FunctionalInterface
    public interface Redelivery {

        /** @return the receiver's status, 0 when it does not answer */
        int send(Hook hook, Sent sent);
    }

    public long id() {
        return id;
    }

    public String url() {
        return url;
    }

    public List<String> events() {
        return events;
    }

    public List<Sent> deliveries() {
        return deliveries;
    }

    /** Adds an attempt under the next id. */
    public synchronized Sent sent(
            String guid, Instant at, boolean redelivery, int status, Map<String, String> headers, JsonNode payload) {
        String event = headers.getOrDefault("X-GitHub-Event", headers.getOrDefault("X-Gitlab-Event", "push"));
        long next = id * 1_000_000 + deliveries.size() + 1;
        Sent sent = new Sent(
                next,
                guid,
                at,
                redelivery,
                status,
                event,
                payload.path("action").asString(null),
                Map.copyOf(headers),
                payload);
        deliveries.add(sent);
        return sent;
    }

    public @Nullable Instant disabledUntil() {
        return disabledUntil;
    }

    /** GitLab stops calling a hook that fails; null: it is called again; {@link Instant#MAX}: only once a test of it arrives. */
    public void disableUntil(@Nullable Instant until) {
        disabledUntil = until;
    }
}
