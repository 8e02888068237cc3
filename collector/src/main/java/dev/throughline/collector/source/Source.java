package dev.throughline.collector.source;

import dev.throughline.collector.backfill.ForgeHistory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A system that posts deliveries to {@code /webhooks/} and its name. What it says by default suits most senders. */
public interface Source extends Normalizer {

    /** Whether the envelope carries a signature at all, of the right form: without one no large body is read. */
    boolean isSigned(Envelope envelope);

    /** Whether the sender of this body knows the secret. Tells nobody why not. */
    boolean authenticate(Envelope envelope, byte[] body);

    /** The sender's word for what happened; empty when it said none. */
    String event(Envelope envelope);

    /** The sender's own id of the delivery, the same on redelivery. */
    Optional<String> delivery(Envelope envelope);

    /** Names of the headers that {@link #normalize} needs beside the body: they are kept with it. Never one that proves anything. */
    default Set<String> keeps() {
        return Set.of();
    }

    /** Those headers as an envelope has them. */
    default Headers headers(Envelope envelope) {
        return Headers.of(envelope, keeps());
    }

    /**
     * The answer to a sender that asks by {@code OPTIONS} whether it may post, as CloudEvents has it; empty when it asks for nothing
     * that is known here. Anybody may ask: it must tell nothing, and change nothing.
     */
    default Optional<Reply> handshake(Envelope envelope) {
        return Optional.empty();
    }

    /** The answer to a delivery that is durable; empty for the usual one, 202 with its key or 200 where it was known. */
    default Optional<Reply> reply() {
        return Optional.empty();
    }

    /** How long its senders wait for an answer before they count a delivery as failed. */
    default Duration patience() {
        return Duration.ofSeconds(10);
    }

    /** What tells its sender where all post to one address, as to the event handler of Four Keys; none for one that cannot be told. */
    default List<FourKeysMark> fourKeysMarks() {
        return List.of();
    }

    /** What the API of its senders can tell; empty for one without an API, and where nothing is configured to be let in with. */
    default Optional<ForgeHistory> history() {
        return Optional.empty();
    }

    /** This source with the weaker proofs that Four Keys took as well. It is posted to only where the configuration asks for that. */
    default Source asInFourKeys() {
        return this;
    }
}
