package dev.throughline.collector.source.fourkeys;

import dev.throughline.collector.payload.UnreadablePayload;
import java.util.Optional;

/** A format of made-up bodies. */
interface MadeUpBodies {

    /** The name of its source, and of its one repository. */
    String name();

    /**
     * What a body says; empty when it says nothing that counts.
     *
     * @param event the sender's word for what happened
     * @throws UnreadablePayload when it does not have the shape that the generator gives it
     */
    Optional<MadeUp> read(String event, String body);
}
