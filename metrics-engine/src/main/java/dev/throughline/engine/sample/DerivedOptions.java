package dev.throughline.engine.sample;

import dev.throughline.engine.option.OptionsByService;
import java.util.List;

/** The options that samples were derived with, shared by all processes. */
public interface DerivedOptions {

    /**
     * Marks services as due whose samples were derived with other options than the configured ones.
     *
     * @return their names
     */
    List<String> deriveWhereOther(OptionsByService configured);
}
