package dev.throughline.collector.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.throughline.engine.fact.Cause;
import dev.throughline.engine.fact.Change;
import dev.throughline.engine.fact.ChangeCommits;
import dev.throughline.engine.fact.CommitSha;
import dev.throughline.engine.fact.Deployment;
import dev.throughline.engine.fact.DeploymentKey;
import dev.throughline.engine.fact.DeploymentStatus;
import dev.throughline.engine.fact.DeploymentStatus.State;
import dev.throughline.engine.fact.Environment;
import dev.throughline.engine.fact.Fact;
import dev.throughline.engine.fact.Incident;
import dev.throughline.engine.fact.Merge;
import dev.throughline.engine.fact.RepositoryCommit;
import dev.throughline.engine.fact.RepositoryId;
import dev.throughline.engine.fact.RepositoryName;
import dev.throughline.engine.fact.Revision;
import dev.throughline.engine.fact.Statement;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReportTest {

    private static final Instant RECEIVED = Instant.parse("2026-03-02T10:05:00Z");
    private static final RepositoryId TILL = new RepositoryId("rocket-ci", "acme/till");
    private static final String A = "a".repeat(40);
    private static final String B = "b".repeat(40);
    private static final String DEPLOYMENT = "{'service':'Acme/Till','id':'run-7','environment':'production','sha':'"
            + A + "','finished_at':'2026-03-02T11:00:00+01:00'";
    private static final String INCIDENT = "{'service':'Acme/Till','id':'INC-1','opened_at':'2026-03-02T10:30:00Z'";
    private static final String CHANGE =
            "{'service':'Acme/Till','id':'12','repository':'acme/till','merged_at':'2026-03-02T11:00:00Z',"
                    + "'commits':[{'sha':'" + B + "','author_at':'2026-03-02T10:00:00Z'},{'sha':'" + A
                    + "','author_at':'2026-03-02T09:00:00Z'}]";

    @Test
    void readsADeploymentThatSaysNoMoreThanItMust() {
        DeploymentKey key = new DeploymentKey(TILL, "run-7");
        Instant finished = Instant.parse("2026-03-02T10:00:00Z");

        assertThat(facts(SourceReport.Kind.DEPLOYMENT, DEPLOYMENT + "}"))
                .containsExactly(
                        new RepositoryName(TILL, "Acme/Till", RECEIVED),
                        new Deployment(
                                key,
                                Revision.of(new CommitSha(A), null),
                                Environment.PRODUCTION,
                                new Deployment.Request(finished, null),
                                Deployment.Details.NONE,
                                new Statement(RECEIVED, "d1")),
                        new DeploymentStatus(key, "SUCCESS@2026-03-02T10:00:00Z", State.SUCCESS, finished));
    }

    @Test
    void readsEverythingThatADeploymentMaySay() {
        List<Fact> facts = facts(
                SourceReport.Kind.DEPLOYMENT,
                DEPLOYMENT
                        + ",'started_at':'2026-03-02T09:50:00Z','outcome':'failure','ref':'main','version':'1.4.2',"
                        + "'digest':'sha256:77','repository':'acme/mono','rollback':true,'unplanned':false,"
                        + "'url':'https://ci.example.org/7'}");

        Deployment deployment = (Deployment) facts.get(1);
        assertThat(deployment.revision().ref()).isEqualTo("main");
        assertThat(deployment.request())
                .isEqualTo(new Deployment.Request(
                        Instant.parse("2026-03-02T09:50:00Z"), true, "https://ci.example.org/7"));
        assertThat(deployment.details()).isEqualTo(new Deployment.Details("1.4.2", "sha256:77", "acme/mono", false));
        assertThat(((DeploymentStatus) facts.get(2)).state()).isEqualTo(State.FAILURE);
    }

    @Test
    void takesANumberForAnId() {
        assertThat(facts(SourceReport.Kind.DEPLOYMENT, DEPLOYMENT.replace("'run-7'", "7") + "}")
                        .get(1))
                .isInstanceOfSatisfying(
                        Deployment.class,
                        deployment -> assertThat(deployment.key()).isEqualTo(new DeploymentKey(TILL, "7")));
    }

    @Test
    void readsAnIncidentWithItsCauses() {
        List<Fact> facts = facts(
                SourceReport.Kind.INCIDENT,
                INCIDENT
                        + ",'resolved_at':'2026-03-02T12:00:00Z','title':'Down','severity':'sev1','caused_by':['Run-7','"
                        + A.toUpperCase() + "']}");

        Incident incident = (Incident) facts.get(1);
        assertThat(incident.repository()).isEqualTo(TILL);
        assertThat(incident.entry().externalId()).isEqualTo("INC-1");
        assertThat(incident.entry().number()).isNull();
        assertThat(incident.kind()).isEqualTo(Incident.Kind.INCIDENT);
        assertThat(incident.openedAt()).isEqualTo("2026-03-02T10:30:00Z");
        assertThat(incident.resolvedAt()).isEqualTo("2026-03-02T12:00:00Z");
        // an id of the sender may look like a hash, so such a word is kept both ways
        assertThat(incident.causes().isExplicit()).isTrue();
        assertThat(incident.causes().named()).extracting(Cause::word).containsExactly("Run-7", A.toUpperCase(), A);
    }

    @Test
    void readsAnIncidentThatIsOpenAgain() {
        assertThat(((Incident) facts(SourceReport.Kind.INCIDENT, INCIDENT + ",'resolved_at':null}")
                                .get(1))
                        .resolvedAt())
                .isNull();
    }

    @Test
    void readsWhatCommitsSay() {
        List<Fact> facts = facts(
                SourceReport.Kind.MESSAGES,
                "{'service':'Acme/Till','id':'1','commits':[{'sha':'" + A + "','parents':['" + B
                        + "'],'author_at':'2026-03-02T09:00:00Z','committer_at':'2026-03-02T10:00:00Z','author':'renovate[bot]',"
                        + "'message':'Undo it\\n\\nThis reverts commit " + B + ".'}]}");

        assertThat(facts).hasSize(2);
        RepositoryCommit told = (RepositoryCommit) facts.get(1);
        assertThat(told.repository()).isEqualTo(TILL);
        assertThat(told.parents()).containsExactly(new CommitSha(B));
        assertThat(told.committerAt()).isEqualTo("2026-03-02T10:00:00Z");
        assertThat(told.commit().sha()).isEqualTo(new CommitSha(A));
        assertThat(told.commit().authorAt()).isEqualTo("2026-03-02T09:00:00Z");
        assertThat(told.commit().author().isBot()).isTrue();
        assertThat(told.commit().message().title()).isEqualTo("Undo it");
        assertThat(told.commit().message().claims().revertsCommits()).containsExactly(B);
    }

    @Test
    void namesWhatIsWrongWithACommit() {
        assertThat(bad(
                                SourceReport.Kind.MESSAGES,
                                "{'service':'Acme/Till','id':'1','commits':[{'sha':'" + A
                                        + "','parents':['short'],'author_at':'2026-03-02T09:00:00Z'}]}")
                        .errors())
                .extracting(BadBody.Error::parameter)
                .containsExactly("commits[0].parents[0]", "commits[0].committer_at");
        assertThat(bad(SourceReport.Kind.MESSAGES, "{'service':'Acme/Till','id':'1','commits':[{'sha':'" + A + "'}]}")
                        .errors())
                .extracting(BadBody.Error::parameter)
                .containsExactly("commits[0].parents", "commits[0].author_at", "commits[0].committer_at");
    }

    @Test
    void readsAChangeWhichEndsInTheLastOfItsCommits() {
        List<Fact> facts = facts(SourceReport.Kind.CHANGE, CHANGE + "}");
        Change change = (Change) facts.get(1);

        assertThat(change.entry().number()).isEqualTo(12);
        assertThat(change.opening().at()).isEqualTo("2026-03-02T11:00:00Z");
        assertThat(change.merge()).isEqualTo(new Merge(Instant.parse("2026-03-02T11:00:00Z"), new CommitSha(B)));
        assertThat(change.commits()).isEqualTo(2);
        ChangeCommits list = (ChangeCommits) facts.get(2);
        assertThat(list.id()).isEqualTo(change.id());
        assertThat(list.head()).isNull();
        assertThat(list.in()).isEqualTo("acme/till");
        assertThat(list.statement()).isEqualTo(change.statement());
        assertThat(list.commits())
                .containsExactly(
                        new ChangeCommits.Listed(new CommitSha(B), Instant.parse("2026-03-02T10:00:00Z")),
                        new ChangeCommits.Listed(new CommitSha(A), Instant.parse("2026-03-02T09:00:00Z")));
    }

    @Test
    void readsWhatAChangeRepairs() {
        Change change = (Change) facts(
                        SourceReport.Kind.CHANGE,
                        CHANGE.replace("'12'", "'fix-till'")
                                + ",'title':'Revert \\\"Sell pears\\\"','branch':'revert-9-pears','labels':['HotFix'],"
                                + "'merge_commit_sha':'" + A + "'}")
                .get(1);

        assertThat(change.entry().number()).isNull();
        assertThat(change.entry().labels()).containsExactly("hotfix");
        assertThat(change.claims().revertsTitle()).isEqualTo("Sell pears");
        assertThat(change.claims().revertsChanges()).containsExactly("#9");
        assertThat(change.merge()).extracting(Merge::commit).isEqualTo(new CommitSha(A));
    }

    @Test
    void keepsWhatSourcesTellApart() {
        SourceReport one = SourceReport.read("rocket-ci", SourceReport.Kind.INCIDENT, bytes(INCIDENT + "}"));
        SourceReport other = SourceReport.read("rocket-ci-emea", SourceReport.Kind.INCIDENT, bytes(INCIDENT + "}"));

        assertThat(one.id()).isNotEqualTo(other.id());
        assertThat(((Incident) other.facts("d1", RECEIVED).get(1)).repository())
                .isEqualTo(new RepositoryId("rocket-ci-emea", "acme/till"));
    }

    @Test
    void knowsItsKindsByTheirWords() {
        for (SourceReport.Kind kind : SourceReport.Kind.values()) {
            assertThat(SourceReport.Kind.of(kind.word())).hasValue(kind);
        }
        assertThat(SourceReport.Kind.of("Deployment")).isEmpty();
    }

    @Test
    void namesEveryFieldThatIsWrong() {
        BadBody bad = bad(
                SourceReport.Kind.DEPLOYMENT,
                "{'id':true,'environment':'','sha':'short','finished_at':'2026-13-01T00:00:00Z','outcome':'ok',"
                        + "'rollback':'yes','url':'javascript:alert(1)','colour':'red'}");

        assertThat(bad.errors())
                .extracting(BadBody.Error::parameter)
                .containsExactlyInAnyOrder(
                        "service", "id", "environment", "sha", "finished_at", "outcome", "rollback", "url", "colour");
    }

    @Test
    void namesAFieldThatHasNoName() {
        assertThat(bad(SourceReport.Kind.DEPLOYMENT, DEPLOYMENT + ",'':1,' ':2}")
                        .errors())
                .extracting(BadBody.Error::parameter)
                .containsExactly("\"\"", "\" \"");
    }

    @Test
    void namesTheCommitThatIsWrong() {
        assertThat(bad(SourceReport.Kind.CHANGE, CHANGE.replace(B, "x").replace("09:00:00Z", "9") + "}")
                        .errors())
                .extracting(BadBody.Error::parameter)
                .containsExactlyInAnyOrder("commits[0].sha", "commits[1].author_at");
        assertThat(bad(SourceReport.Kind.CHANGE, CHANGE.replaceFirst("'commits':.*", "'commits':[]}"))
                        .errors())
                .extracting(BadBody.Error::parameter)
                .containsExactly("commits");
        assertThat(bad(SourceReport.Kind.CHANGE, CHANGE.replaceFirst("'commits':.*", "'commits':[7]}"))
                        .errors())
                .extracting(BadBody.Error::parameter)
                .containsExactly("commits[0]");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "service     | 'a\\u0000b'",
                "service     | 'a\\ud800b'",
                "service     | 'a\\nb'",
                "service     | 7",
                "service     | null",
                "id          | ['x']",
                "id          | 1.5",
                "environment | '   '",
                "sha         | '0000000000000000000000000000000000000000'",
                "sha         | 'abcdef0'",
                "finished_at | '2026-03-02T10:00:00'",
                "finished_at | '2026-03-02'",
                "finished_at | 1772442000",
                "finished_at | '1969-12-31T23:59:59Z'",
                "finished_at | '+1000000-01-01T00:00:00Z'",
                "started_at  | 'yesterday'",
                "outcome     | 'Success'",
                "outcome     | 1",
                "rollback    | 1",
                "unplanned   | 'false'",
                "version     | ''",
                "digest      | {}",
                "repository  | []",
                "url         | 'ftp://example.org'"
            })
    void refusesAValueThatCannotBeUsed(String field, String value) {
        String body = DEPLOYMENT.replaceFirst("'" + field + "':('[^']*'|[^,}]*),?", "") + ",'" + field + "':" + value;
        List<BadBody.Error> errors =
                bad(SourceReport.Kind.DEPLOYMENT, body.replace(",,", ",") + "}").errors();

        assertThat(errors).hasSize(1);
        assertThat(errors.getFirst().parameter()).isEqualTo(field);
        assertThat(errors.getFirst().expected()).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "7",
                "'x'",
                "[]",
                "[{}]",
                "{",
                "{}{}",
                "{'id':1,'id':2}",
                "not json",
                "{'a':NaN}"
            })
    void refusesWhatIsNoObject(String body) {
        assertThat(bad(SourceReport.Kind.INCIDENT, body).errors())
                .extracting(BadBody.Error::parameter)
                .contains("$");
    }

    @Test
    void refusesATooLongText() {
        assertThat(bad(SourceReport.Kind.DEPLOYMENT, DEPLOYMENT.replace("Acme/Till", "x".repeat(201)) + "}")
                        .errors())
                .extracting(BadBody.Error::parameter)
                .containsExactly("service");
    }

    private static BadBody bad(SourceReport.Kind kind, String body) {
        return catchThrowableOfType(BadBody.class, () -> SourceReport.read("rocket-ci", kind, bytes(body)));
    }

    private static List<Fact> facts(SourceReport.Kind kind, String body) {
        return SourceReport.read("rocket-ci", kind, bytes(body)).facts("d1", RECEIVED);
    }

    private static byte[] bytes(String body) {
        return body.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }
}
