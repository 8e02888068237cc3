package dev.throughline.server.transfer;

import dev.throughline.engine.fact.CommitSha;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The deployments of DevLake. They are kept in memory, since incidents are found by them; several commits of one deployment are one
 * deployment for each repository, at the latest of their times, as DevLake counts them.
 */
final class DevLakeDeployments {

    private static final Set<String> OWN_NAMES = Set.of("PRODUCTION", "STAGING", "TESTING", "DEVELOPMENT");
    private static final Comparator<Deployed> LATEST =
            Comparator.comparing(Deployed::finishedAt).thenComparing(Deployed::sha);

    private final DevLakePlaces places;
    private final DevLakeTally tally;
    private final Map<Key, Deployed> deployments = new LinkedHashMap<>();
    private final Map<String, String> urls = new HashMap<>();
    private final Map<String, Set<String>> services = new HashMap<>();
    private final Map<String, Set<String>> servicesOfProjects = new HashMap<>();

    private record Key(String service, String id) {}

    private record Deployed(
            Key key,
            String place,
            String environment,
            CommitSha sha,
            String outcome,
            @Nullable Instant startedAt,
            Instant finishedAt,
            String ref) {}

    private DevLakeDeployments(DevLakePlaces places, DevLakeTally tally) {
        this.places = places;
        this.tally = tally;
    }

    static DevLakeDeployments read(DevLakeTables tables, DevLakePlaces places, DevLakeTally tally) {
        DevLakeDeployments read = new DevLakeDeployments(places, tally);
        Set<String> withCommit = new HashSet<>();
        tables.read(DevLakeTable.CICD_DEPLOYMENT_COMMITS, row -> {
            withCommit.add(id(row));
            read.add(row);
        });
        tables.read(DevLakeTable.CICD_DEPLOYMENTS, row -> {
            String id = row.required("id");
            if (!withCommit.contains(id)) {
                tally.leave("deployments without a commit");
            } else if (read.services.containsKey(id)) {
                read.urls.put(id, row.text("url"));
            }
        });
        return read;
    }

    private static String id(DevLakeRow row) {
        String id = row.text("cicd_deployment_id");
        return id.isEmpty() ? row.required("id") : id;
    }

    private void add(DevLakeRow row) {
        String id = id(row);
        Instant finishedAt = row.time("finished_date");
        String service =
                places.service(row.text("repo_id"), row.text("repo_url")).orElse(null);
        String outcome = outcome(row.text("result"));
        String environment = environment(row);
        if (finishedAt == null) {
            tally.leave("deployments that have not ended");
        } else if (outcome == null) {
            tally.leave("deployments that came to nothing known, such as those that were skipped");
        } else if (environment.isEmpty()) {
            tally.leave("deployments without an environment");
        } else if (service == null) {
            tally.leave("deployments of a repository without a name");
        } else {
            Deployed deployed = new Deployed(
                    new Key(service, id),
                    row.place(),
                    environment,
                    row.sha("commit_sha"),
                    outcome,
                    row.time("started_date"),
                    finishedAt,
                    row.text("ref_name"));
            Deployed former = deployments.get(deployed.key());
            if (former != null && !former.sha().equals(deployed.sha())) {
                tally.leave("further commits of a deployment in the same repository");
            }
            deployments.merge(deployed.key(), deployed, (a, b) -> LATEST.compare(a, b) < 0 ? b : a);
            services.computeIfAbsent(id, any -> new TreeSet<>()).add(service);
            places.projects("cicd_scopes", row.text("cicd_scope_id"))
                    .forEach(project -> servicesOfProjects
                            .computeIfAbsent(project, any -> new TreeSet<>())
                            .add(service));
        }
    }

    private static @Nullable String outcome(String result) {
        return switch (result.toUpperCase(Locale.ROOT)) {
            case "SUCCESS" -> "success";
            case "FAILURE", "FAILED", "ERROR" -> "failure";
            case "ABORT", "ABORTED", "CANCELED", "CANCELLED" -> "cancelled";
            default -> null;
        };
    }

    /** What DevLake's rules made of a name is written as everywhere else, so that a webhook's is the same. */
    private static String environment(DevLakeRow row) {
        String environment = row.text("environment");
        return OWN_NAMES.contains(environment) ? environment.toLowerCase(Locale.ROOT) : environment;
    }

    int count() {
        return deployments.size();
    }

    /** All that deployed. */
    Set<String> services() {
        Set<String> all = new TreeSet<>();
        services.values().forEach(all::addAll);
        return all;
    }

    /** Those that a deployment deployed; none when it is not known. */
    Set<String> services(String deploymentId) {
        return services.getOrDefault(deploymentId, Set.of());
    }

    /** Those that deploy in one of these projects. */
    Set<String> servicesOf(Collection<String> projects) {
        Set<String> all = new TreeSet<>();
        projects.forEach(project -> all.addAll(servicesOfProjects.getOrDefault(project, Set.of())));
        return all;
    }

    void report(Reports reports) {
        try (Senders senders = new Senders()) {
            for (Deployed deployed : deployments.values()) {
                senders.submit(() -> reports.offer("/api/v1/deployments", report(deployed))
                        .ifPresent(why -> tally.bad(deployed.place(), why)));
            }
        }
    }

    private Map<String, Object> report(Deployed deployed) {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("service", deployed.key().service());
        report.put("id", reported(deployed.key().id()));
        report.put("environment", deployed.environment());
        report.put("sha", deployed.sha().value());
        report.put("outcome", deployed.outcome());
        Instant startedAt = deployed.startedAt();
        if (startedAt != null && startedAt.isBefore(deployed.finishedAt())) {
            report.put("started_at", Times.reportable(startedAt));
        }
        report.put("finished_at", Times.reportable(deployed.finishedAt()));
        if (GitImport.isName(deployed.ref())) {
            report.put("ref", deployed.ref());
        }
        Addresses.page(urls.getOrDefault(deployed.key().id(), "")).ifPresent(url -> report.put("url", url));
        return report;
    }

    /** The id as it is reported: itself, where it can be one. */
    static String reported(String id) {
        return GitImport.isName(id) ? id : "devlake-" + Reports.hash(id);
    }
}
