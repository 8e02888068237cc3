package broken.engine.sample;

import java.time.Instant;
import org.jspecify.annotations.NullMarked;

/** Breaks: time comes from a Clock. */
@NullMarked
public final class SampleThatReadsTheTime {

    Instant at() {
        return Instant.now();
    }
}
