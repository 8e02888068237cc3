package dev.throughline.dashboard.page.connect;

import dev.throughline.dashboard.source.ConnectedSource;
import dev.throughline.dashboard.wording.MetricWords;
import dev.throughline.engine.metric.Metric;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a metric gets from a source, and what it still needs.
 *
 * @param name of the metric
 * @param isMet whether nothing is missing
 * @param words without a full stop
 */
record MetricNeed(String name, boolean isMet, String words) {

    /** @param told titles of the sources that have sent something, by what they report */
    static List<MetricNeed> of(ConnectedSource source, Map<String, List<String>> told) {
        return Arrays.stream(Metric.values())
                .map(metric -> of(metric, source, told))
                .toList();
    }

    private static MetricNeed of(Metric metric, ConnectedSource source, Map<String, List<String>> told) {
        Map<String, List<String>> with = new LinkedHashMap<>();
        List<String> missing = new ArrayList<>();
        for (String kind : kinds(metric)) {
            if (!source.tells().contains(kind)) {
                List<String> others = told.getOrDefault(kind, List.of());
                if (others.isEmpty()) {
                    missing.add(wanted(kind));
                } else {
                    with.computeIfAbsent(String.join(", ", others), _ -> new ArrayList<>())
                            .add(kind);
                }
            }
        }
        String name = MetricWords.of(metric).name();
        if (!missing.isEmpty()) {
            return new MetricNeed(name, false, "still needs " + String.join(", and ", missing));
        }
        return new MetricNeed(name, true, with.isEmpty() ? "from this source alone" : "with " + words(with));
    }

    private static String words(Map<String, List<String>> kindsBySource) {
        return kindsBySource.entrySet().stream()
                .map(each -> String.join(" and ", each.getValue()) + " from " + each.getKey())
                .collect(Collectors.joining(", "));
    }

    private static List<String> kinds(Metric metric) {
        return switch (metric) {
            case DEPLOYMENT_FREQUENCY -> List.of("deployments");
            case CHANGE_LEAD_TIME -> List.of("deployments", "changes");
            case CHANGE_FAIL_RATE, FAILED_DEPLOYMENT_RECOVERY_TIME -> List.of("deployments", "incidents");
            case DEPLOYMENT_REWORK_RATE -> List.of("deployments", "changes");
        };
    }

    private static String wanted(String kind) {
        return switch (kind) {
            case "deployments" -> "deployments, of a forge, a deployer or CI";
            case "changes" -> "pushes and pull requests, of the forge or from git";
            case "incidents" ->
                "incidents, of a pager or tracker; until then only rollbacks, reverts and hotfixes show failures";
            default -> kind;
        };
    }
}
