package dev.throughline.dashboard.benchmark;

import dev.throughline.engine.metric.Metric;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** Every known edition, each a file next to this class. There was no survey in 2020. */
public final class Editions {

    private static final List<Edition> ALL = Stream.of("2018", "2019", "2021", "2022", "2023", "2024", "2025")
            .map(Editions::read)
            .toList();

    /** An edition as its file has it, with metrics by their words. */
    private record EditionFile(
            String edition,
            String title,
            String place,
            String url,
            String evidence,
            List<String> notes,
            List<Edition.Cluster> clusters,
            Map<String, List<Band>> bands) {

        Edition toEdition() {
            Map<Metric, List<Band>> byMetric = new EnumMap<>(Metric.class);
            bands.forEach((word, answers) -> byMetric.put(Metric.named(word).orElseThrow(), List.copyOf(answers)));
            return new Edition(edition, title, place, url, evidence, notes, clusters, Map.copyOf(byMetric));
        }
    }

    private Editions() {}

    /** The oldest first. */
    public static List<Edition> all() {
        return ALL;
    }

    /** The edition of a year; empty when there is none. */
    public static Optional<Edition> named(String year) {
        return ALL.stream().filter(edition -> edition.edition().equals(year)).findAny();
    }

    /** The possible values, for error messages. */
    public static String choices() {
        return "one of " + String.join(", ", ALL.stream().map(Edition::edition).toList());
    }

    private static Edition read(String year) {
        JsonMapper json = JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
        try (InputStream file = Editions.class.getResourceAsStream(year + ".json")) {
            if (file == null) {
                throw new IllegalStateException("no file of the edition " + year);
            }
            return json.readValue(file, EditionFile.class).toEdition();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
