package dev.throughline.engine.sample;

/** Opens the facts and the samples of a service within the current transaction. */
public interface SampleStore {

    /** @param isFull whether much of what there is will be read, rather than little looked up */
    ServiceFacts facts(long service, boolean isFull);

    /** @param isFull whether much of what there is will be read, rather than little looked up */
    Samples samples(long service, boolean isFull);

    /** Current name of a service. */
    String name(long service);
}
