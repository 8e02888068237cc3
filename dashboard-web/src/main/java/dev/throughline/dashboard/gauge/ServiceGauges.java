package dev.throughline.dashboard.gauge;

import dev.throughline.engine.metric.FiveMetrics;
import dev.throughline.engine.metric.Frequency;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The five metrics of each service. A metric without data has no row: it is never published as 0. */
class ServiceGauges {

    private final Rows deployments;
    private final Rows frequency;
    private final Rows leadTime;
    private final Rows failRatio;
    private final Rows recovery;
    private final Rows reworkRatio;

    ServiceGauges(MeterRegistry registry) {
        deployments = new Rows(
                registry,
                "throughline.deployments",
                "",
                "Deployments to production in the trailing 30 complete days and today.");
        frequency = new Rows(
                registry,
                "throughline.deployment.frequency",
                "per_day",
                "Deployments to production per day, over the trailing 30 complete days and today.");
        leadTime = new Rows(
                registry,
                "throughline.change.lead.time",
                "seconds",
                "Time from commit to production, over the trailing 30 complete days and today.");
        failRatio = new Rows(
                registry,
                "throughline.change.fail",
                "ratio",
                "Share of deployments that failed, over the trailing 30 complete days and today.");
        recovery = new Rows(
                registry,
                "throughline.failed.deployment.recovery",
                "seconds",
                "Time from the start of a failure to its end, over the trailing 30 complete days and today.");
        reworkRatio = new Rows(
                registry,
                "throughline.deployment.rework",
                "ratio",
                "Share of deployments that were unplanned remediation, over the trailing 30 complete days and today.");
    }

    /** Replaces what was published before. */
    void publish(Map<String, FiveMetrics> services) {
        deployments.publish(services, ServiceGauges::count);
        frequency.publish(services, metrics -> metrics.deploymentFrequency().value());
        failRatio.publish(services, metrics -> metrics.changeFailRate().value());
        reworkRatio.publish(services, metrics -> metrics.deploymentReworkRate().value());
        leadTime.publish(
                services,
                metrics -> metrics.changeLeadTime().p50(),
                metrics -> metrics.changeLeadTime().p75(),
                metrics -> metrics.changeLeadTime().p90());
        recovery.publish(
                services,
                metrics -> metrics.failedDeploymentRecoveryTime().p50(),
                metrics -> metrics.failedDeploymentRecoveryTime().p75(),
                metrics -> metrics.failedDeploymentRecoveryTime().p90());
    }

    /** A count of 0 says something only about a service that has been deployed before. */
    private static @Nullable Double count(FiveMetrics metrics) {
        Frequency frequency = metrics.deploymentFrequency();
        return frequency.value() == null ? null : (double) frequency.count();
    }

    /** How one number is read from the five metrics; null when there is none. */
    interface Reading extends Function<FiveMetrics, @Nullable Double> {}
}
