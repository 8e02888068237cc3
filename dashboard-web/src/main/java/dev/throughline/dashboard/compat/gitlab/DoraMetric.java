package dev.throughline.dashboard.compat.gitlab;

import dev.throughline.engine.metric.FiveMetrics;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** GitLab's four metrics by its names, in its order and units. It has no fifth. */
enum DoraMetric {
    DEPLOYMENT_FREQUENCY {
        @Override
        @Nullable
        Double value(FiveMetrics metrics) {
            return metrics.deploymentFrequency().value();
        }
    },
    LEAD_TIME_FOR_CHANGES {
        @Override
        @Nullable
        Double value(FiveMetrics metrics) {
            return metrics.changeLeadTime().value();
        }
    },
    TIME_TO_RESTORE_SERVICE {
        @Override
        @Nullable
        Double value(FiveMetrics metrics) {
            return metrics.failedDeploymentRecoveryTime().value();
        }
    },
    CHANGE_FAILURE_RATE {
        @Override
        @Nullable
        Double value(FiveMetrics metrics) {
            return metrics.changeFailRate().value();
        }
    };

    /** Deployments per day, seconds, seconds, ratio; null without data. */
    abstract @Nullable Double value(FiveMetrics metrics);

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<DoraMetric> named(String word) {
        return Arrays.stream(values())
                .filter(metric -> metric.word().equals(word))
                .findAny();
    }

    static List<String> words() {
        return Arrays.stream(values()).map(DoraMetric::word).toList();
    }
}
