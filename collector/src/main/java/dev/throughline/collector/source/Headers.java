package dev.throughline.collector.source;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The header lines of a delivery that its source needs whenever it reads the body, such as a time that is nowhere else. Never one that
 * proves anything.
 *
 * @param byName the first value of each by its name in lower case; one that was not sent is missing
 */
public record Headers(Map<String, String> byName) {

    public static final Headers NONE = new Headers(Map.of());

    private static final int LONGEST_VALUE = 1000;
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
    private static final String SEPARATOR = ": ";

    public Headers {
        byName = Map.copyOf(byName);
    }

    /** Those of an envelope with these names, with their values on one line. */
    static Headers of(Envelope envelope, Set<String> names) {
        Map<String, String> sent = new LinkedHashMap<>();
        for (String name : names) {
            String value = envelope.header(name);
            if (value != null) {
                String line = CONTROL.matcher(value).replaceAll("").strip();
                sent.put(
                        name.toLowerCase(Locale.ROOT),
                        line.length() <= LONGEST_VALUE ? line : line.substring(0, LONGEST_VALUE));
            }
        }
        return sent.isEmpty() ? NONE : new Headers(sent);
    }

    /** Its value; empty when it was not sent, or not kept. */
    public Optional<String> value(String name) {
        return Optional.ofNullable(byName.get(name.toLowerCase(Locale.ROOT)));
    }

    /** One per line, in the order of their names; null when there are none. */
    public @Nullable String lines() {
        return byName.isEmpty()
                ? null
                : byName.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(header -> header.getKey() + SEPARATOR + header.getValue())
                        .collect(Collectors.joining("\n"));
    }

    /** Reads {@link #lines()}. */
    public static Headers ofLines(@Nullable String lines) {
        return lines == null
                ? NONE
                : new Headers(lines.lines()
                        .filter(line -> line.contains(SEPARATOR))
                        .collect(Collectors.toMap(
                                line -> line.substring(0, line.indexOf(SEPARATOR)),
                                line -> line.substring(line.indexOf(SEPARATOR) + SEPARATOR.length()),
                                (first, second) -> first)));
    }
}
