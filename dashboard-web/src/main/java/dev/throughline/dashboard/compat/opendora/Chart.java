package dev.throughline.dashboard.compat.opendora;

import dev.throughline.engine.metric.FiveMetrics;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the plugin draws, in the units in which it labels it. */
enum Chart {
    DF_COUNT {
        @Override
        Double value(FiveMetrics metrics) {
            return (double) metrics.deploymentFrequency().count();
        }
    },
    DF_AVERAGE {
        @Override
        @Nullable
        Double value(FiveMetrics metrics) {
            return metrics.deploymentFrequency().value();
        }
    },
    MLTC {
        @Override
        @Nullable
        Double value(FiveMetrics metrics) {
            return hours(metrics.changeLeadTime().value());
        }
    },
    CFR {
        @Override
        @Nullable
        Double value(FiveMetrics metrics) {
            return metrics.changeFailRate().value();
        }
    },
    MTTR {
        @Override
        @Nullable
        Double value(FiveMetrics metrics) {
            return hours(metrics.failedDeploymentRecoveryTime().value());
        }
    };

    /** A count, a count per day, hours, a ratio, hours; null without data. */
    abstract @Nullable Double value(FiveMetrics metrics);

    static @Nullable Double hours(@Nullable Double seconds) {
        return seconds == null ? null : seconds / 3_600;
    }

    static Optional<Chart> named(String word) {
        return Arrays.stream(values())
                .filter(chart -> chart.name().toLowerCase(Locale.ROOT).equals(word))
                .findAny();
    }
}
