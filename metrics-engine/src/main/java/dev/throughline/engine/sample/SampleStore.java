package dev.throughline.engine.sample;

/** Opens the facts and the samples of a service within the current transaction. */
public interface SampleStore {

    /** @param isLittle whether little of what there is will be read, by lookups */
    ServiceFacts facts(long service, boolean isLittle);

    /** @param isLittle whether little of what there is will be read, by lookups */
    Samples samples(long service, boolean isLittle);

    /** Current name of a service. */
    String name(long service);
}
