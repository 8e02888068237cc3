package dev.throughline.collector.source.fourkeys;

import dev.throughline.collector.payload.Field;
import dev.throughline.collector.payload.Times;
import dev.throughline.collector.payload.UnreadablePayload;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Times as the generator writes them: from the clock of its machine, which is assumed to be in UTC, without a zone. Some are followed by
 * {@code +0200}, appended to the same clock, so it means nothing.
 */
final class MadeUpTimes {

    private static final Pattern GLUED = Pattern.compile(" [+-]\\d{2}:?\\d{2}$");

    private MadeUpTimes() {}

    /** @throws UnreadablePayload when it is missing or not a time */
    static Instant of(@Nullable String text, String path) {
        String told = Field.of(text, path);
        return Times.readIn(Times.utc(), GLUED.matcher(told).replaceFirst(""))
                .orElseThrow(() -> UnreadablePayload.at(path, "is not a time between 1970 and 9999"));
    }
}
