package dev.throughline.collector.preview;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds out what another configuration would do to the numbers, without doing it. */
public interface Rehearsal {

    /**
     * Derives every number anew, from all deliveries, as another {@code throughline.yml} would have it.
     *
     * @param configuration the whole text of that file; what stands in variables and arguments stays as it is
     * @throws Wrong when it could not be started with
     * @throws Busy when another one runs, or there is too much to read
     */
    Outcome of(String configuration);

    /**
     * What came of it.
     *
     * @param from begin of the time that the values are over
     * @param until its end
     * @param deliveries how many were read
     * @param services all that there are before or after, by name
     */
    record Outcome(Instant from, Instant until, long deliveries, List<Service> services) {

        public Outcome {
            services = List.copyOf(services);
        }
    }

    /**
     * A service under both configurations.
     *
     * @param service its name
     * @param before null when there is no such service now
     * @param after null when there would be none
     */
    record Service(
            String service,
            @Nullable Values before,
            @Nullable Values after) {}

    /** The headlines of the five metrics: per day, seconds, a ratio, seconds, a ratio. Each is null without data. */
    record Values(
            @JsonProperty("deployment_frequency") @Nullable Double deploymentFrequency,
            @JsonProperty("change_lead_time") @Nullable Double changeLeadTime,
            @JsonProperty("change_fail_rate") @Nullable Double changeFailRate,

            @JsonProperty("failed_deployment_recovery_time") @Nullable
            Double failedDeploymentRecoveryTime,

            @JsonProperty("deployment_rework_rate") @Nullable
            Double deploymentReworkRate) {}

    /** A configuration that nothing can be started with. */
    final class Wrong extends RuntimeException {

        private static final long serialVersionUID = 1L;

        /** @param detail what is wrong, in a line that names the key */
        public Wrong(String detail) {
            super(detail, null, false, false);
        }
    }

    /** It cannot be found out at the moment. */
    final class Busy extends RuntimeException {

        private static final long serialVersionUID = 1L;

        /** @param detail why */
        public Busy(String detail) {
            super(detail, null, false, false);
        }
    }
}
