package dev.throughline.collector.source;

import java.util.Optional;

/** A system that posts deliveries to {@code /webhooks/} and its name. */
public interface Source extends Normalizer {

    /** Whether the headers carry a signature at all, of the right form: without one no large body is read. */
    boolean isSigned(Headers headers);

    /** Whether the sender of this body knows the secret. Tells nobody why not. */
    boolean authenticate(Headers headers, byte[] body);

    /** The sender's word for what happened; empty when it said none. */
    String event(Headers headers);

    /** The sender's own id of the delivery, the same on redelivery. */
    Optional<String> delivery(Headers headers);
}
