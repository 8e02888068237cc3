package dev.throughline.dashboard.quality;

import dev.throughline.engine.metric.Metric;
import dev.throughline.engine.metric.ServiceCoverage;
import dev.throughline.engine.metric.ServiceCoverage.Named;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is missing for a service, why, and what would help: the only place that says so, for every page.
 *
 * @param findings highest cost first; none when nothing is missing
 */
public record Diagnosis(ServiceCoverage coverage, List<Finding> findings) {

    private static final String HIDES_ALL = "None of the five metrics has a value.";

    public static Diagnosis of(ServiceCoverage coverage) {
        List<Finding> findings = new ArrayList<>();
        if (coverage.deployments() == 0) {
            findings.add(withoutDeployments(coverage));
        } else {
            add(findings, unknownCommits(coverage));
            add(findings, unknownBaselines(coverage));
            add(findings, first(coverage));
            add(findings, vagueStarts(coverage));
        }
        add(findings, looseIncidents(coverage));
        findings.sort(Comparator.comparingDouble(Finding::weight).reversed());
        return new Diagnosis(coverage, List.copyOf(findings));
    }

    /** The one with the highest cost; empty when nothing is missing. */
    public Optional<Finding> worst() {
        return findings.stream().findFirst();
    }

    /** Why a metric has no value, if something missing is the reason; empty otherwise. */
    public Optional<Finding> reason(Metric metric) {
        if (coverage.deployments() == 0) {
            return Optional.of(withoutDeployments(coverage));
        }
        return metric == Metric.CHANGE_LEAD_TIME && coverage.samples() == 0
                ? unknownCommits(coverage).or(() -> unknownBaselines(coverage)).or(() -> first(coverage))
                : Optional.empty();
    }

    private static void add(List<Finding> findings, Optional<Finding> finding) {
        finding.ifPresent(findings::add);
    }

    private static Finding withoutDeployments(ServiceCoverage coverage) {
        if (!coverage.elsewhere().isEmpty()) {
            String first = coverage.elsewhere().getFirst().name();
            boolean isOne = coverage.elsewhere().size() == 1;
            return new Finding(
                    "The only deployments in this window went to %s, which %s not production."
                            .formatted(names(coverage.elsewhere()), isOne ? "is" : "are"),
                    HIDES_ALL,
                    "If %s serves your users, name it so in throughline.yml and start Throughline again:"
                            .formatted(isOne ? "it" : "one of them"),
                    "throughline:\n  tiers:\n    - environment: \"%s\"\n      tier: production"
                            .formatted(quoted(first)),
                    "",
                    1);
        }
        if (coverage.attempts() > 0) {
            return Finding.passing(
                    "%s %s reported in this window, and none has succeeded."
                            .formatted(
                                    counted(coverage.attempts(), "deployment"),
                                    coverage.attempts() == 1 ? "was" : "were"),
                    "Only deployments that succeeded count.");
        }
        if (coverage.lastDeploymentAt() != null) {
            return Finding.passing("Nothing was deployed in this window.", HIDES_ALL);
        }
        return new Finding(
                "No deployment of it was ever told.",
                HIDES_ALL,
                "Let its source send deployments, or the pipeline report each with its last step:",
                """
                curl -sS --fail-with-body -H "Authorization: Bearer $THROUGHLINE_TOKEN" -H 'Content-Type: application/json' \\
                  -d '{"service":"%s","id":"run-1","environment":"production","sha":"…","finished_at":"…"}' \\
                  "$THROUGHLINE_URL/api/v1/deployments\"""".formatted(coverage.service()
                        .replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("'", "'\\''")),
                "/setup",
                1);
    }

    /** Deployments whose commits are not known exactly; or only by their hash, so that none of them has a time. */
    private static Optional<Finding> unknownCommits(ServiceCoverage coverage) {
        long lost = withUnknownCommits(coverage);
        return lost <= 0
                ? Optional.empty()
                : Optional.of(graph(
                        coverage,
                        lost,
                        "%s of %s".formatted(number(lost), counted(coverage.deployments(), "deployment"))
                                + " delivered commits that are not known"
                                + why(coverage)));
    }

    private static long withUnknownCommits(ServiceCoverage coverage) {
        long unlinked = coverage.deployments() - coverage.linked();
        long silent = coverage.samples() == 0 && !coverage.isPushSeen() ? coverage.deployments() - coverage.first() : 0;
        return Math.max(unlinked, silent);
    }

    /** Said only where it touches more than those whose commits are not known: of these it goes without saying. */
    private static Optional<Finding> unknownBaselines(ServiceCoverage coverage) {
        long lost = coverage.deployments() - coverage.withBaseline() - coverage.first();
        return lost <= withUnknownCommits(coverage)
                ? Optional.empty()
                : Optional.of(graph(
                        coverage,
                        lost,
                        "%s of %s %s no earlier one to compare with"
                                        .formatted(
                                                number(lost),
                                                counted(coverage.deployments(), "deployment"),
                                                lost == 1 ? "has" : "have")
                                + why(coverage)));
    }

    private static String why(ServiceCoverage coverage) {
        if (!coverage.unseen().isEmpty()) {
            return ", because no push of %s was seen.".formatted(names(coverage.unseen()));
        }
        return coverage.isPushSeen()
                ? ", because no push or pull request lists them."
                : ", because no push of this repository was seen.";
    }

    private static Finding graph(ServiceCoverage coverage, long lost, String cause) {
        String repository = coverage.repository() == null ? coverage.service() : coverage.repository();
        return new Finding(
                cause,
                lost == 1 ? "It gives no lead time." : "They give no lead time.",
                "Send the commit graph, from a full clone of the repository:",
                """
                git log --all --format='{"repository":"%s","sha":"%%H","parents":"%%P","author_at":"%%aI","committer_at":"%%cI"}' |
                  curl -sS --fail-with-body -T - -X POST -H "Authorization: Bearer $THROUGHLINE_TOKEN" "$THROUGHLINE_URL/api/v1/commits\"""".formatted(repository.replace("'", "'\\''").replace("%", "%%")),
                "",
                (double) lost / coverage.deployments());
    }

    private static Optional<Finding> first(ServiceCoverage coverage) {
        return coverage.first() == 0
                ? Optional.empty()
                : Optional.of(Finding.passing(
                        coverage.deployments() == 1
                                ? "It was deployed once, and what that deployment delivered cannot be known: nothing was deployed before it."
                                : "What its first deployment delivered cannot be known: nothing was deployed before it.",
                        coverage.deployments() == 1
                                ? "The next deployment gives a lead time."
                                : "That one gives no lead time."));
    }

    private static Optional<Finding> vagueStarts(ServiceCoverage coverage) {
        long vague = coverage.fromOpening() + coverage.fromCommitter();
        if (vague == 0 || coverage.samples() == 0) {
            return Optional.empty();
        }
        return Optional.of(new Finding(
                "%s of %s begin%s with the opening of the pull request or with the committer’s time, because the commits are not known with their authors."
                        .formatted(number(vague), counted(coverage.samples(), "lead time"), vague == 1 ? "s" : ""),
                vague == 1 ? "It is too short, if anything." : "They are too short, if anything.",
                "Let the repository’s webhook send pushes too, or send the commit graph as above.",
                "",
                "/setup",
                0.25 * vague / coverage.samples()));
    }

    private static Optional<Finding> looseIncidents(ServiceCoverage coverage) {
        long loose = coverage.incidents() - coverage.incidentsLinked();
        return loose <= 0
                ? Optional.empty()
                : Optional.of(new Finding(
                        "%s of %s name%s no deployment as the cause, and none was deployed shortly before."
                                .formatted(
                                        number(loose),
                                        counted(coverage.incidents(), "incident"),
                                        loose == 1 ? "s" : ""),
                        "They count in no fail rate and no recovery time."
                                .replace("They count", loose == 1 ? "It counts" : "They count"),
                        "Where a deployment was the cause, say so in the incident or in a comment on it:",
                        "Caused-by: <commit, deployment or pull request>",
                        "",
                        0.5 * loose / coverage.incidents()));
    }

    /** E.g. {@code `main`, `release-2.1` and `hotfix`}. */
    private static String names(List<Named> named) {
        List<String> all = named.stream().map(each -> "‘" + each.name() + "’").toList();
        return all.size() == 1
                ? all.getFirst()
                : all.subList(0, all.size() - 1).stream().collect(Collectors.joining(", ")) + " and " + all.getLast();
    }

    /** Escaped for a quoted YAML string. */
    private static String quoted(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    private static String counted(long count, String one) {
        return number(count) + " " + (count == 1 ? one : one + "s");
    }

    private static String number(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** The words of a finding if there is only room for a sentence or two; empty for null. */
    public static String brief(@Nullable Finding finding) {
        return finding == null ? "" : finding.cause() + (finding.hasRemedy() ? "" : " " + finding.cost());
    }
}
