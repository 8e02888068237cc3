package dev.throughline.server.transfer;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The incidents of DevLake, each reported of the service that it belongs to. They are kept in memory, to be found by their ids. */
final class DevLakeIncidents {

    private static final int LONGEST_TITLE = 1000;

    private final DevLakePlaces places;
    private final DevLakeDeployments deployments;
    private final DevLakeTally tally;
    private final Map<String, Incident> incidents = new LinkedHashMap<>();
    private final Map<String, Set<String>> projects = new HashMap<>();
    private final Map<String, Set<String>> links = new HashMap<>();

    private record Incident(
            String id,
            String place,
            Instant openedAt,
            @Nullable Instant resolvedAt,
            String title,
            String url) {}

    private DevLakeIncidents(DevLakePlaces places, DevLakeDeployments deployments, DevLakeTally tally) {
        this.places = places;
        this.deployments = deployments;
        this.tally = tally;
    }

    static DevLakeIncidents read(
            DevLakeTables tables, DevLakePlaces places, DevLakeDeployments deployments, DevLakeTally tally) {
        DevLakeIncidents read = new DevLakeIncidents(places, deployments, tally);
        tables.read(DevLakeTable.INCIDENTS, row -> {
            read.add(row);
            read.belongs(row.required("id"), places.projects(row.text("table"), row.text("scope_id")));
        });
        // DevLake copies them to the table of incidents, under the same id, only where a project has them
        tables.read(DevLakeTable.ISSUES, row -> {
            if (row.text("type").equalsIgnoreCase("INCIDENT") && !read.incidents.containsKey(row.required("id"))) {
                read.add(row);
            }
        });
        if (!read.incidents.isEmpty()) {
            tables.read(
                    DevLakeTable.BOARD_ISSUES,
                    "issue_id",
                    read.incidents.keySet(),
                    row -> read.belongs(row.required("issue_id"), places.projects("boards", row.text("board_id"))));
        }
        for (DevLakeTable table :
                List.of(DevLakeTable.PROJECT_INCIDENT_DEPLOYMENT_RELATIONSHIPS, DevLakeTable.PROJECT_ISSUE_METRICS)) {
            tables.read(table, row -> {
                String deployment = row.text("deployment_id");
                if (!deployment.isEmpty()) {
                    read.links
                            .computeIfAbsent(row.required("id"), any -> new TreeSet<>())
                            .add(deployment);
                }
            });
        }
        return read;
    }

    private void add(DevLakeRow row) {
        Instant resolvedAt = row.time("resolution_date");
        if (resolvedAt == null && row.text("status").equalsIgnoreCase("DONE")) {
            tally.leave("ends of incidents that are done, but not told since when: they are open here");
        }
        String id = row.required("id");
        incidents.put(
                id,
                new Incident(
                        id,
                        row.place(),
                        row.requiredTime("created_date"),
                        resolvedAt,
                        MessageChunks.cut(row.text("title"), LONGEST_TITLE),
                        row.text("url")));
    }

    private void belongs(String incident, Set<String> of) {
        projects.computeIfAbsent(incident, any -> new HashSet<>()).addAll(of);
    }

    int count() {
        return incidents.size();
    }

    /** Whether DevLake linked any with a deployment. */
    boolean hasLinks() {
        return incidents.keySet().stream().anyMatch(links::containsKey);
    }

    /** @param withCauses whether what DevLake linked is reported as what caused it */
    void report(Reports reports, boolean withCauses) {
        try (Senders senders = new Senders()) {
            for (Incident incident : incidents.values()) {
                for (String service : services(incident.id())) {
                    senders.submit(() -> reports.offer("/api/v1/incidents", report(incident, service, withCauses))
                            .ifPresent(why -> tally.bad(incident.place(), why)));
                }
            }
        }
    }

    private Set<String> services(String incident) {
        Set<String> linked = new TreeSet<>();
        links.getOrDefault(incident, Set.of()).forEach(deployment -> linked.addAll(deployments.services(deployment)));
        if (!linked.isEmpty()) {
            return linked;
        }
        Set<String> known = places.hasProjects()
                ? deployments.servicesOf(projects.getOrDefault(incident, Set.of()))
                : deployments.services();
        if (known.size() == 1) {
            return known;
        }
        tally.leave(
                known.isEmpty()
                        ? "incidents of no project that deploys"
                        : "incidents that may be of several services: DevLake linked no deployment with them");
        return Set.of();
    }

    private Map<String, Object> report(Incident incident, String service, boolean withCauses) {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("service", service);
        report.put("id", DevLakeDeployments.reported(incident.id()));
        report.put("opened_at", Times.reportable(incident.openedAt()));
        Instant resolvedAt = incident.resolvedAt();
        if (resolvedAt != null) {
            report.put("resolved_at", Times.reportable(resolvedAt));
        }
        report.put("title", incident.title());
        Addresses.page(incident.url()).ifPresent(url -> report.put("url", url));
        Stream<String> causes = links.getOrDefault(incident.id(), Set.of()).stream()
                .filter(deployment -> deployments.services(deployment).contains(service));
        if (withCauses) {
            report.put("caused_by", causes.map(DevLakeDeployments::reported).toList());
        }
        return report;
    }
}
