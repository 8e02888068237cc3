package dev.throughline.engine.sample;

/** Opens the facts and the samples of a service within the current transaction. */
public interface SampleStore {

    /** What is known of a service, and what is derived from it. */
    record Opened(ServiceFacts facts, Samples samples) {}

    /** @param isLittle whether little of what there is will be read, by lookups */
    Opened open(long service, boolean isLittle);

    /** Current name of a service. */
    String name(long service);
}
