package dev.throughline.collector.source.fourkeys;

import dev.throughline.collector.payload.Field;
import dev.throughline.collector.payload.Times;
import dev.throughline.collector.payload.UnreadablePayload;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Times as the generator writes them: by the clock of its machine, which is taken for one in UTC, without saying so. Behind some stands
 * {@code +0200}, glued to the very same clock, so that it means nothing.
 */
final class MadeUpTimes {

    private static final Pattern GLUED = Pattern.compile(" [+-]\\d{2}:?\\d{2}$");

    private MadeUpTimes() {}

    /** @throws UnreadablePayload when it is missing or no time */
    static Instant of(@Nullable String text, String path) {
        String told = Field.of(text, path);
        return Times.readIn(Times.utc(), GLUED.matcher(told).replaceFirst(""))
                .orElseThrow(() -> UnreadablePayload.at(path, "is not a time between 1970 and 9999"));
    }
}
