package broken.engine.sample;

import java.time.LocalDateTime;
import org.jspecify.annotations.NullMarked;

/** Breaks: every time has a zone. */
@NullMarked
public record SampleWithoutZone(LocalDateTime at) {}
