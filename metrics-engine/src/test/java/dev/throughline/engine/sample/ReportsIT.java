package dev.throughline.engine.sample;

import static dev.throughline.engine.story.Story.at;
import static dev.throughline.engine.story.Story.commit;
import static dev.throughline.engine.story.Story.merge;
import static dev.throughline.engine.story.Story.sha;
import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.engine.fact.Author;
import dev.throughline.engine.fact.Branch;
import dev.throughline.engine.fact.Change;
import dev.throughline.engine.fact.ChangeCommits;
import dev.throughline.engine.fact.Claims;
import dev.throughline.engine.fact.Deployment;
import dev.throughline.engine.fact.DeploymentKey;
import dev.throughline.engine.fact.DeploymentStatus;
import dev.throughline.engine.fact.DeploymentStatus.State;
import dev.throughline.engine.fact.Entry;
import dev.throughline.engine.fact.Environment;
import dev.throughline.engine.fact.Fact;
import dev.throughline.engine.fact.Incident;
import dev.throughline.engine.fact.Merge;
import dev.throughline.engine.fact.RepositoryId;
import dev.throughline.engine.fact.RepositoryName;
import dev.throughline.engine.fact.Reviews;
import dev.throughline.engine.fact.Revision;
import dev.throughline.engine.fact.Statement;
import dev.throughline.engine.story.Story;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Reports of a service whose commits are in a repository of another name, beside webhooks. */
class ReportsIT {

    private static final RepositoryId TILL = new RepositoryId(Story.REPORTS.name(), "till");

    private final Story mono = new Story("acme/Mono")
            .push("main", null, "08:00", commit("a", "07:00"))
            .push("main", "a", "09:00", commit("b", "08:30"))
            .push("main", "b", "10:30", commit("s", "10:29"))
            .push("main", "s", "12:00", commit("c", "11:30"), merge("m", "11:50"))
            .deploy("hosted", "b", "09:30");

    private final List<List<Fact>> reports = List.of(
            deployment("1", "a", "08:30", "told-1", "acme/mono", null, null),
            deployment("2", "x", "09:20", "told-1", null, null, null),
            deployment("2", "b", "09:20", "told-2", "acme/mono", "one", null),
            deployment("3", "s", "11:00", "told-3", "ACME/mono", "one", true),
            deployment("4", "b", "11:30", "told-4", "acme/mono", "one", null),
            deployment("5", "b", "11:40", "told-5", "acme/mono", "two", null),
            deployment("6", "m", "12:30", "told-6", "acme/mono", "two", null),
            change("told-1", "c", "10:00"),
            change("told-2", "s", "09:00", "10:00").subList(0, 2),
            List.of(name(), change("told-2", "s", "09:00", "10:00").getLast()),
            List.of(name(), incident("told-1", null, "2")),
            List.of(name(), incident("told-2", "12:00", "3", sha("c").value())));

    @Test
    void linksReportsByThePushesOfTheRepositoryThatTheyName() {
        Engine engine = new Engine();
        reports.forEach(engine::record);
        engine.derive();
        assertThat(engine.services()).containsExactly("till: 1 2 3 4 5 6");
        assertThat(engine.deployments()).extracting(Engine.Row::lead).allMatch(List::isEmpty);

        engine.record(mono.facts()).derive();

        assertThat(engine.services()).containsExactly("acme/Mono: hosted", "till: 1 2 3 4 5 6");
        assertThat(engine.deployments().stream()
                        .filter(row -> !row.externalId().equals("hosted"))
                        .map(row -> row.externalId() + " " + row.kind() + " " + row.lead()))
                .containsExactly(
                        "1 initial []",
                        "2 forward [3000]",
                        "3 forward [3600, 7200]",
                        "4 rollback []",
                        "5 forward []",
                        "6 forward [3600]");
    }

    @RepeatedTest(6)
    void isTheSameForAnyOrder(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        List<String> expected = everythingAtOnce();
        List<List<Fact>> all = new ArrayList<>(reports);
        all.addAll(together(mono.facts()));
        all.addAll(all.subList(0, random.nextInt(all.size())));
        Collections.shuffle(all, random);
        Engine oneByOne = new Engine();
        all.forEach(facts -> {
            oneByOne.record(facts);
            if (random.nextBoolean()) {
                oneByOne.derive();
            }
        });
        assertThat(oneByOne.derive().everything()).isEqualTo(expected);
    }

    /** A process may have written facts of a source that it knew nothing of. */
    @RepeatedTest(6)
    void isTheSameWhenSourcesSayLaterWhatTheyAreLike(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        List<String> expected = everythingAtOnce();
        List<List<Fact>> all = new ArrayList<>(reports);
        all.addAll(together(mono.facts()));
        Collections.shuffle(all, random);

        Engine engine = Engine.ofStrangers();
        int known = random.nextInt(all.size());
        for (int i = 0; i < all.size(); i++) {
            engine.record(all.get(i));
            if (random.nextBoolean()) {
                engine.derive();
            }
            if (i == known) {
                engine.register(Story.SOURCES);
            }
        }
        assertThat(engine.derive().everything()).isEqualTo(expected);
    }

    private List<String> everythingAtOnce() {
        return new Engine()
                .record(Stream.concat(reports.stream(), together(mono.facts()).stream())
                        .flatMap(List::stream)
                        .toList())
                .derive()
                .everything();
    }

    /** A year that somebody mistyped must not keep a service from being derived. */
    @Test
    void clampsARecoveryOfManyYears() {
        Engine engine = new Engine();
        engine.record(deployment("1", "a", "1970-06-02T10:00", "told-1", null, null, null))
                .record(List.of(name(), incident("told-1", "9999-06-02T10:00", "1")))
                .derive();

        assertThat(engine.value("recovery_seconds from deployment_fact")).isEqualTo("2147483647");
        assertThat(engine.value("seconds from deployment_fact fact cross join recovery_of(fact, 'fourkeys')"))
                .isEqualTo("2147483647");
    }

    /** A status comes with its deployment, as in a delivery; everything else alone. */
    private static List<List<Fact>> together(List<Fact> facts) {
        List<List<Fact>> deliveries = new ArrayList<>();
        for (Fact fact : facts) {
            if (fact instanceof DeploymentStatus) {
                deliveries.set(
                        deliveries.size() - 1,
                        Stream.concat(deliveries.getLast().stream(), Stream.of(fact))
                                .toList());
            } else {
                deliveries.add(List.of(fact));
            }
        }
        return deliveries;
    }

    /** Reports of a service tell where its commits are: what happens there concerns it, too. */
    @Test
    void followsWhatNamesChangesOfARepositoryThatReportsName() {
        Story mono = new Story("acme/mono")
                .push("main", null, "08:00", commit("c1", "08:00"))
                .push("main", "c1", "08:50", commit("c2", "08:40"), merge("m1", "08:50"))
                .labelled("x", 1, "topic", "c2", "08:45", "08:50", "m1")
                .closing("acme/incidents#5");
        List<Fact> reported = Stream.of(
                        deployment("1", "c1", "08:30", "r1", "acme/mono", null, null),
                        deployment("2", "m1", "09:00", "r2", "acme/mono", null, null))
                .flatMap(List::stream)
                .toList();
        Story incidents = new Story("acme/incidents").incident(5, "12:00", "13:00", "acme/mono#1");
        Engine engine = new Engine().record(mono.facts()).record(reported).derive();
        engine.record(incidents.facts()).derive();
        List<String> samples = engine.everything();
        assertThat(samples).anyMatch(row -> row.contains("declared"));
        assertThat(engine.recompute().everything()).isEqualTo(samples);
    }

    private static RepositoryName name() {
        return new RepositoryName(TILL, "till", at("07:00"));
    }

    private static List<Fact> deployment(
            String id,
            String word,
            String finishedAt,
            String by,
            @Nullable String commitsIn,
            @Nullable String digest,
            @Nullable Boolean isUnplanned) {
        DeploymentKey key = new DeploymentKey(TILL, id);
        return List.of(
                name(),
                new Deployment(
                        key,
                        Revision.of(sha(word), null),
                        Environment.PRODUCTION,
                        new Deployment.Request(at(finishedAt), null),
                        new Deployment.Details(null, digest, commitsIn, isUnplanned),
                        new Statement(at("13:00"), by)),
                new DeploymentStatus(key, "success", State.SUCCESS, at(finishedAt)));
    }

    /** A change that was squashed as {@code s}, of commits of these times. */
    private static List<Fact> change(String by, String mergeCommit, String... authorAt) {
        List<ChangeCommits.Listed> commits = Stream.of(authorAt)
                .map(time -> new ChangeCommits.Listed(sha("own-" + time), at(time)))
                .toList();
        Statement statement = new Statement(at("13:00"), by);
        Change change = new Change(
                new Entry(TILL, "sell-pears", null, "Sell pears", null, List.of()),
                new Change.Opening(at("10:10"), Author.UNKNOWN),
                new Branch(null, "", sha("own-" + authorAt.length), ""),
                commits.size(),
                Reviews.NONE,
                new Merge(at("10:29"), sha(mergeCommit)),
                Claims.NONE,
                statement);
        return List.of(name(), change, new ChangeCommits(TILL, "sell-pears", null, commits, "acme/mono", statement));
    }

    private static Incident incident(String by, @Nullable String resolvedAt, String... causes) {
        return new Incident(
                new Entry(TILL, "INC-1", null, "Down", null, List.of()),
                Incident.Kind.INCIDENT,
                false,
                at("11:10"),
                resolvedAt == null ? null : at(resolvedAt),
                Incident.Causes.reported(List.of(causes)),
                new Statement(at(by.equals("told-1") ? "13:00" : "13:01"), by));
    }
}
