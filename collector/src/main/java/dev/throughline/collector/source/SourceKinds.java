package dev.throughline.collector.source;

import java.util.List;
import org.springframework.core.env.Environment;

/**
 * What a package publishes whose kinds of sources are not one class each: a class named {@code …Kinds} with a no-argument constructor,
 * which {@link Sources} finds by that name.
 */
public interface SourceKinds {

    /** Those that are always present. */
    List<? extends SourceKind<?>> bundled();

    /**
     * Those added by the user. One of these replaces a bundled one of the same name.
     *
     * @throws IllegalArgumentException when one is wrong; the message says where
     */
    List<? extends SourceKind<?>> configured(Environment environment);
}
