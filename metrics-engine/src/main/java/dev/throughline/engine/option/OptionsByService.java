package dev.throughline.engine.option;

/** What is configured for each service. */
@FunctionalInterface
public interface OptionsByService {

    /** Every service is measured as the definitions say. */
    OptionsByService DEFAULT = _ -> Options.DEFAULT;

    /** @param service its current name */
    Options of(String service);
}
