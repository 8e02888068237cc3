package dev.throughline.collector.source;

import java.util.List;
import org.springframework.core.env.Environment;

/**
 * What a package publishes that has kinds of sources which are no class each: a class with a constructor without parameters, called
 * {@code …Kinds}, which {@link Sources} finds by that name.
 */
public interface SourceKinds {

    /** Those that are always there. */
    List<? extends SourceKind<?>> bundled();

    /**
     * Those added by the user. One of these replaces a bundled one of the same name.
     *
     * @throws IllegalArgumentException when one is wrong; the message says where
     */
    List<? extends SourceKind<?>> configured(Environment environment);
}
