package dev.throughline.collector.preview;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds out what another configuration would do to the numbers, without doing it. */
public interface Rehearsal {

    /**
     * Derives every number again, from all deliveries, according to another {@code throughline.yml}.
     *
     * @param configuration the whole text of that file; variables and arguments stay as they are
     * @throws Wrong when it would not start
     * @throws Busy when another one is running, or there is too much to read
     */
    Outcome of(String configuration);

    /**
     * The result.
     *
     * @param from begin of the time that the values cover
     * @param until its end
     * @param deliveries how many were read
     * @param services all that exist before or after, by name
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
     * @param before null when the service does not exist now
     * @param after null when it would not exist
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

    /** A configuration that would not start. */
    final class Wrong extends RuntimeException {

        private static final long serialVersionUID = 1L;

        /** @param detail what is wrong, in a line that names the key */
        public Wrong(String detail) {
            super(detail, null, false, false);
        }
    }

    /** It is not possible at the moment. */
    final class Busy extends RuntimeException {

        private static final long serialVersionUID = 1L;

        /** @param detail why */
        public Busy(String detail) {
            super(detail, null, false, false);
        }
    }
}
