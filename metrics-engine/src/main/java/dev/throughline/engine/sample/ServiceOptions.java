package dev.throughline.engine.sample;

import dev.throughline.engine.option.Options;
import java.util.Map;

/** The options that the samples of one service were derived with. */
public interface ServiceOptions {

    /** Those that differ from the definitions, by name. */
    Map<String, String> chosen();

    /** Stores the options that they are derived with. */
    void keep(Options options);
}
