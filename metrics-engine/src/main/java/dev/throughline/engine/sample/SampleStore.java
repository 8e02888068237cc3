package dev.throughline.engine.sample;

/** Opens the facts and the samples of a service within the current transaction. */
public interface SampleStore {

    ServiceFacts facts(long service);

    Samples samples(long service);

    /** Current name of a service. */
    String name(long service);
}
