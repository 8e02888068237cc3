package dev.throughline.engine.attribution;

import dev.throughline.engine.linking.Attempt;
import dev.throughline.engine.linking.DeploymentKind;
import dev.throughline.engine.linking.LogicalDeployment;
import dev.throughline.engine.story.Story;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A history of a few deployments, an hour apart, with what they delivered and what is said of them. */
final class SmallCase {

    static final Instant START = Instant.parse("2026-03-02T09:00:00Z");

    private final List<LogicalDeployment> deployments = new ArrayList<>();
    private final List<Work> works = new ArrayList<>();
    private final List<IncidentCase> incidents = new ArrayList<>();
    private final Map<UUID, Ruling> said = new HashMap<>();

    static UUID id(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }

    /** When the deployment of that place succeeded, 1 being the first. */
    static Instant at(int place) {
        return START.plus(Duration.ofHours(place));
    }

    SmallCase deployed(String name, String sha, DeploymentKind kind) {
        return deployed(name, sha, kind, null);
    }

    SmallCase deployed(String name, String sha, DeploymentKind kind, @Nullable Instant failedAt) {
        Attempt attempt = new Attempt(
                id(name),
                Story.FORGE,
                "shop",
                name,
                "production",
                Story.sha(sha),
                null,
                null,
                false,
                null,
                at(deployments.size() + 1),
                failedAt,
                null);
        deployments.add(new LogicalDeployment(attempt, List.of(), List.of(), kind, false));
        return this;
    }

    /** The first deployment and two more, of other versions. */
    static SmallCase ofThree() {
        return new SmallCase()
                .deployed("D1", "a", DeploymentKind.INITIAL)
                .deployed("D2", "b", DeploymentKind.FORWARD)
                .deployed("D3", "c", DeploymentKind.FORWARD);
    }

    /** A change that merged in the commit f. */
    static Work.Change change(String deployment, String name, String branch, String... labels) {
        return new Work.Change(id(deployment), id(name), "f", Set.of(labels), branch, false);
    }

    SmallCase delivered(Work... some) {
        works.addAll(Arrays.asList(some));
        return this;
    }

    SmallCase incident(String name, Instant openedAt, IncidentCase.Cause... causes) {
        incidents.add(new IncidentCase(id(name), true, openedAt, null, causes.length > 0, List.of(causes)));
        return this;
    }

    SmallCase said(String deployment, Ruling ruling) {
        said.put(id(deployment), ruling);
        return this;
    }

    Inquiry inquiry() {
        return new Inquiry(
                new DeploymentSequence(deployments), List.copyOf(works), List.copyOf(incidents), Map.copyOf(said));
    }

    Verdicts verdicts() {
        return Verdicts.of(inquiry(), AttributionOptions.DEFAULT);
    }
}
