package dev.throughline.engine.sample;

import dev.throughline.engine.option.OptionsByService;
import java.util.List;

/** The options that samples were derived under, shared by all processes. */
public interface DerivedOptions {

    /**
     * Makes those services due whose samples were derived under others than are configured.
     *
     * @return their names
     */
    List<String> deriveWhereOther(OptionsByService configured);
}
