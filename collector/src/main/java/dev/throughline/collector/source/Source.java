package dev.throughline.collector.source;

import dev.throughline.collector.backfill.ForgeHistory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A system that posts deliveries to {@code /webhooks/} and its name. The defaults suit most senders. */
public interface Source extends Normalizer {

    /** Whether the envelope carries a well-formed signature at all: without one, no large body is read. */
    boolean isSigned(Envelope envelope);

    /** Whether the sender of this body knows the secret. Does not say why not. */
    boolean authenticate(Envelope envelope, byte[] body);

    /** The sender's word for what happened; empty when it gave none. */
    String event(Envelope envelope);

    /** The sender's own id for the delivery, the same on redelivery. */
    Optional<String> delivery(Envelope envelope);

    /**
     * Names of the headers that {@link #normalize} needs in addition to the body, with which they are kept. Never one that proves anything.
     */
    default Set<String> keeps() {
        return Set.of();
    }

    /** Those headers as an envelope has them. */
    default Headers headers(Envelope envelope) {
        return Headers.of(envelope, keeps());
    }

    /**
     * The answer to a sender that asks with {@code OPTIONS} whether it may post, as in CloudEvents; empty when it asks for nothing known
     * here. Anybody may ask: it must reveal nothing and change nothing.
     */
    default Optional<Reply> handshake(Envelope envelope) {
        return Optional.empty();
    }

    /** The answer to a delivery that is durable; empty for the usual one, 202 with its key, or 200 if it was already known. */
    default Optional<Reply> reply() {
        return Optional.empty();
    }

    /** How long its senders wait for an answer before they count a delivery as failed. */
    default Duration patience() {
        return Duration.ofSeconds(10);
    }

    /** How its sender is recognised if all post to one address, as to the event handler of Four Keys; none if it cannot be recognised. */
    default List<FourKeysMark> fourKeysMarks() {
        return List.of();
    }

    /** The history that its senders' API provides; empty without an API, and if no credentials are configured. */
    default Optional<ForgeHistory> history() {
        return Optional.empty();
    }

    /** This source, also accepting the weaker proofs that Four Keys accepted. Used only if the configuration asks for it. */
    default Source asInFourKeys() {
        return this;
    }
}
