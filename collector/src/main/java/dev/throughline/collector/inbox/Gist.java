package dev.throughline.collector.inbox;

import dev.throughline.engine.fact.BranchBase;
import dev.throughline.engine.fact.Change;
import dev.throughline.engine.fact.ChangeCommits;
import dev.throughline.engine.fact.ChildPipeline;
import dev.throughline.engine.fact.CommitFiles;
import dev.throughline.engine.fact.CommitSha;
import dev.throughline.engine.fact.Deployment;
import dev.throughline.engine.fact.DeploymentJob;
import dev.throughline.engine.fact.DeploymentRun;
import dev.throughline.engine.fact.DeploymentStatus;
import dev.throughline.engine.fact.Fact;
import dev.throughline.engine.fact.Incident;
import dev.throughline.engine.fact.IncidentComment;
import dev.throughline.engine.fact.PipelineJob;
import dev.throughline.engine.fact.Push;
import dev.throughline.engine.fact.RepositoryCommit;
import dev.throughline.engine.fact.RepositoryName;
import dev.throughline.engine.fact.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A summary of the facts of one delivery, for people.
 *
 * @param repository full name of the repository that the first of them concerns; null when none is named
 * @param parts each thing that they report once, most important first; empty when they only name a repository
 */
public record Gist(@Nullable String repository, List<Part> parts) {

    private static final int LONGEST = 200;

    /** What a part is about. */
    public enum Kind {
        DEPLOYMENT,
        INCIDENT,
        CHANGE,
        PUSH,
        COMMIT,
        OTHER
    }

    /**
     * One thing, in words without a full stop.
     *
     * @param id the id that the API shows; null for something without its own page
     */
    public record Part(Kind kind, String words, @Nullable UUID id) {}

    public Gist {
        parts = List.copyOf(parts);
    }

    public static Gist of(List<Fact> facts) {
        List<Part> parts = new ArrayList<>();
        facts.stream()
                .map(fact -> part(fact, facts))
                .filter(Objects::nonNull)
                .filter(part -> parts.stream().noneMatch(part::equals))
                .forEach(parts::add);
        parts.sort((one, other) -> one.kind().compareTo(other.kind()));
        return new Gist(repository(facts), parts);
    }

    /** The first part, and how many more there are; null without any. */
    public @Nullable String line() {
        if (parts.isEmpty()) {
            return null;
        }
        String first = parts.getFirst().words();
        String rest = parts.size() == 1 ? "" : ", and %d more".formatted(parts.size() - 1);
        return (first.length() <= LONGEST ? first : first.substring(0, LONGEST) + "…") + rest;
    }

    private static @Nullable String repository(List<Fact> facts) {
        return facts.stream()
                .filter(fact -> fact instanceof RepositoryName)
                .map(fact -> ((RepositoryName) fact).name())
                .findFirst()
                .map(name -> name.replace('\0', '\uFFFD'))
                .orElse(null);
    }

    /** Null for a fact that says nothing on its own. */
    private static @Nullable Part part(Fact fact, List<Fact> facts) {
        return switch (fact) {
            case Deployment it ->
                isStated(it, facts)
                        ? null
                        : new Part(
                                Kind.DEPLOYMENT,
                                "%s asked for".formatted(what(it)),
                                it.key().id());
            case DeploymentStatus it ->
                new Part(
                        Kind.DEPLOYMENT,
                        "%s %s".formatted(what(it, facts), words(it.state())),
                        it.deployment().id());
            case DeploymentJob it ->
                new Part(
                        Kind.DEPLOYMENT,
                        "a job of a deployment",
                        it.deployment().id());
            case DeploymentRun _, BranchBase _, RepositoryName _ -> null;
            case Incident it -> new Part(Kind.INCIDENT, incident(it), it.id());
            case IncidentComment it ->
                new Part(
                        Kind.INCIDENT,
                        it.isDeleted() ? "a comment taken back" : "a comment on an issue",
                        it.incidentId());
            case Change it -> new Part(Kind.CHANGE, change(it), it.id());
            case ChangeCommits _ -> new Part(Kind.CHANGE, "the commits of a change", null);
            case Push it -> new Part(Kind.PUSH, push(it), null);
            case RepositoryCommit _ -> new Part(Kind.COMMIT, "a commit", null);
            case CommitFiles it ->
                new Part(
                        Kind.COMMIT, "the files of commit %s".formatted(it.sha().shortened()), null);
            case Tag it ->
                new Part(
                        Kind.COMMIT,
                        "tag %s at %s".formatted(text(it.name()), it.commit().shortened()),
                        null);
            case PipelineJob _, ChildPipeline _ -> new Part(Kind.OTHER, "a job of a pipeline", null);
        };
    }

    private static boolean isStated(Deployment deployment, List<Fact> facts) {
        return facts.stream()
                .anyMatch(fact -> fact instanceof DeploymentStatus status
                        && status.deployment().equals(deployment.key()));
    }

    private static String what(DeploymentStatus status, List<Fact> facts) {
        return facts.stream()
                .filter(fact -> fact instanceof Deployment deployment
                        && deployment.key().equals(status.deployment()))
                .map(fact -> what((Deployment) fact))
                .findFirst()
                .orElse("deployment " + text(status.deployment().externalId()));
    }

    private static String what(Deployment deployment) {
        CommitSha sha = deployment.revision().sha();
        String tag = deployment.revision().tag();
        return "deployment%s to %s"
                .formatted(
                        sha != null ? " of " + sha.shortened() : tag != null ? " of " + text(tag) : "",
                        text(deployment.environment().name()));
    }

    private static String words(DeploymentStatus.State state) {
        return switch (state) {
            case WAITING -> "waits";
            case IN_PROGRESS -> "began";
            case SUCCESS -> "succeeded";
            case FAILURE -> "failed";
            case CANCELLED -> "was cancelled";
        };
    }

    private static String incident(Incident incident) {
        String what = (incident.kind() == Incident.Kind.ISSUE ? "issue" : "incident")
                + called(incident.entry().number(), incident.entry().title());
        if (incident.isDeleted()) {
            return what + " deleted";
        }
        return what + (incident.resolvedAt() == null ? " open" : " resolved");
    }

    private static String change(Change change) {
        return "change" + called(change.entry().number(), change.entry().title())
                + (change.merge() == null ? " not merged" : " merged");
    }

    private static String push(Push push) {
        String ref = push.update().ref().replaceFirst("^refs/(heads|tags)/", "");
        int commits = push.commits().size();
        return "push of %s to %s".formatted(commits == 1 ? "1 commit" : commits + " commits", text(ref));
    }

    private static String called(@Nullable Long number, String title) {
        return (number == null ? "" : " #" + number) + (title.isBlank() ? "" : " “" + text(title) + "”");
    }

    /** PostgreSQL stores no null bytes, and a line must stay one line. */
    private static String text(String text) {
        return text.replace('\0', '\uFFFD').replaceAll("\\R", " ");
    }
}
