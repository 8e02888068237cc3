package dev.throughline.dashboard.compat;

import dev.throughline.dashboard.benchmark.Edition;
import dev.throughline.dashboard.benchmark.Editions;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What other tools get beyond the default.
 *
 * @param pelorus whether {@code /compat/pelorus/metrics} is served
 * @param opendoraBenchmark the edition that OpenDORA's tiles are compared with, by its year; empty for none
 */
@ConfigurationProperties("throughline.compat")
public record CompatProperties(
        @DefaultValue("false") boolean pelorus,
        @DefaultValue("") String opendoraBenchmark) {

    public CompatProperties {
        if (!opendoraBenchmark.isBlank() && withClusters().noneMatch(opendoraBenchmark::equals)) {
            throw new IllegalArgumentException("throughline.compat.opendora-benchmark is '%s', but must be one of %s"
                    .formatted(opendoraBenchmark, withClusters().collect(Collectors.joining(", "))));
        }
    }

    /** A tile shows a cluster. */
    private static Stream<String> withClusters() {
        return Editions.all().stream()
                .filter(edition -> !edition.clusters().isEmpty())
                .map(Edition::edition);
    }

    /** The edition of OpenDORA's tiles; null for none. */
    public @Nullable Edition opendoraEdition() {
        return Editions.named(opendoraBenchmark).orElse(null);
    }
}
