package dev.throughline.dashboard.page.overview;

import dev.throughline.dashboard.delivery.Arrival;
import dev.throughline.dashboard.delivery.DeliveryWords;
import dev.throughline.dashboard.page.frame.Moment;
import dev.throughline.dashboard.wording.Wording;
import dev.throughline.engine.fact.Tier;
import dev.throughline.engine.history.ListedService;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What has arrived before there is a first number, and what is missing for it.
 *
 * @param arrived how many deliveries, in words
 * @param latest null when there is none
 * @param broken how many of them could not be used, in words; empty when all could
 * @param isSettled whether all of it has been read
 * @param reported how many deployments of any environment, in words; empty for none
 * @param environments what they went to
 * @param example one of these that could be meant as production, for use between quotation marks; null when one of them is production
 */
record FirstSteps(
        String arrived,
        @Nullable Latest latest,
        String broken,
        boolean isSettled,
        String reported,
        List<String> environments,
        @Nullable String example) {

    private static final int NAMED = 6;

    /**
     * The delivery that arrived last.
     *
     * @param ago how long ago, in words
     * @param outcome its outcome, in words
     * @param href its page
     */
    record Latest(String source, String event, Moment at, String ago, String outcome, String href) {

        static Latest of(Arrival latest, Instant now, ZoneId zone) {
            long seconds =
                    Math.max(0, Duration.between(latest.receivedAt(), now).toSeconds());
            return new Latest(
                    latest.source(),
                    latest.event(),
                    Moment.of(latest.receivedAt(), zone),
                    Wording.duration((double) seconds),
                    DeliveryWords.became(latest),
                    "/deliveries/" + latest.id());
        }
    }

    /** @param services all services, none of which has been deployed to production */
    static FirstSteps of(Arrivals.Arrived arrived, List<ListedService> services, Instant now, ZoneId zone) {
        long reported = services.stream().mapToLong(ListedService::deployments).sum();
        List<String> environments = services.stream()
                .flatMap(service -> service.environments().stream())
                .distinct()
                .sorted()
                .toList();
        boolean isProductionTried =
                environments.stream().anyMatch(environment -> Tier.of(environment, null) == Tier.PRODUCTION);
        long broken = arrived.malformed() + arrived.failed();
        return new FirstSteps(
                Wording.counted(arrived.received(), "delivery has arrived.", "deliveries have arrived."),
                arrived.latest() == null ? null : Latest.of(arrived.latest(), now, zone),
                broken == 0 ? "" : Wording.counted(broken, "delivery", "deliveries"),
                arrived.isSettled(),
                reported == 0
                        ? ""
                        : Wording.counted(reported, "deployment has been reported,", "deployments have been reported,"),
                environments.size() <= NAMED ? environments : environments.subList(0, NAMED),
                isProductionTried || environments.isEmpty() ? null : quoted(environments.getFirst()));
    }

    /** Escaped for a quoted YAML string. */
    private static String quoted(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }
}
