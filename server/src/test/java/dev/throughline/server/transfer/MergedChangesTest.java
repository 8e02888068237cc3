package dev.throughline.server.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.collector.git.LoggedCommit;
import dev.throughline.engine.fact.CommitSha;
import dev.throughline.engine.fact.GraphCommit;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MergedChangesTest {

    private final MergedChanges changes = new MergedChanges(
            Stream.of("a1", "a2", "a3", "a4").map(MergedChangesTest::sha).collect(Collectors.toSet()));

    @Test
    void readsAMergeWithWhatItBrought() {
        see("a1", "Begin");
        see("b1", "Grow", "a1");
        see("c1", "Elsewhere", "a1");
        see("b2", "Merge branch 'elsewhere'", "b1", "c1");
        see("b3", "Pick", "b2");
        MergedChange change = see("a2", "Merge pull request #7 from amara/apples/red\n\nAdd apples\n", "a1", "b3")
                .orElseThrow();

        assertThat(change.number()).isEqualTo("7");
        assertThat(change.title()).isEqualTo("Add apples");
        assertThat(change.branch()).isEqualTo("apples/red");
        assertThat(change.commits())
                .extracting(commit -> commit.sha().value().substring(0, 2))
                .containsExactlyInAnyOrder("b1", "b3", "c1");
    }

    @Test
    void leavesToALaterMergeWhatAnEarlierOneDidNotBring() {
        see("a1", "Begin");
        see("b1", "Grow", "a1");
        see("a2", "Merge pull request #7 from x/y", "a1", "b1");
        see("b2", "Grow more", "b1");
        MergedChange change =
                see("a3", "Merge pull request #8 from x/y", "a2", "b2").orElseThrow();

        assertThat(change.commits())
                .extracting(commit -> commit.sha().value().substring(0, 2))
                .containsExactly("b2");
        assertThat(change.title()).isEmpty();
        assertThat(see("a4", "Merge pull request #9 from x/y", "a3", "b1"))
                .as("it brought nothing")
                .isEmpty();
    }

    @Test
    void countsTheFirstOfSeveralThatNameOneNumber() {
        assertThat(see("a1", "Sell pears (#8)")).isPresent();
        assertThat(see("a2", "Sell pears (#8)", "a1")).isEmpty();
        assertThat(see("a3", "Sell plums (#9)\n\n(cherry picked from commit " + sha("c1") + ")", "a2"))
                .isEmpty();
        assertThat(see("b1", "Sell figs (#10)", "a2")).as("it is not on main").isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Sell pears (#8)                                   | 8  | Sell pears            |
            Revert "Sell pears (#8)" (#9)                     | 9  | Revert "Sell pears (#8)" |
            Merged PR 12: Sell pears                          | 12 | Sell pears            |
            Merged in feature/pears (pull request #13)~~Sell  | 13 | Sell                  | feature/pears
            Sell pears~~See merge request acme/web!14         | 14 | Sell pears            |
            """)
    void readsWhatForgesWrite(String message, String number, String title, String branch) {
        MergedChange change = see("a1", message.replace("~", "\n")).orElseThrow();

        assertThat(change.number()).isEqualTo(number);
        assertThat(change.title()).isEqualTo(title);
        assertThat(change.branch()).isEqualTo(branch == null ? "" : branch);
    }

    @Test
    void readsAMergeOfGitLab() {
        see("a1", "Begin");
        see("b1", "Grow", "a1");
        MergedChange change = see(
                        "a2",
                        "Merge branch 'hotfix/pears' into 'main'\n\nMend pears\n\nSee merge request acme/shop/web!15",
                        "a1",
                        "b1")
                .orElseThrow();

        assertThat(change.number()).isEqualTo("15");
        assertThat(change.title()).isEqualTo("Mend pears");
        assertThat(change.branch()).isEqualTo("hotfix/pears");
    }

    @Test
    void readsNoChangeWhereNoneIsNamed() {
        assertThat(see("a1", "Sell pears (#08)")).isEmpty();
        assertThat(see("a2", "Sell pears, see #8", "a1")).isEmpty();
    }

    private Optional<MergedChange> see(String word, String message, String... parents) {
        return changes.see(new LoggedCommit(
                new GraphCommit(
                        "acme/web",
                        new CommitSha(sha(word)),
                        Arrays.stream(parents)
                                .map(parent -> new CommitSha(sha(parent)))
                                .toList(),
                        Instant.EPOCH,
                        Instant.EPOCH),
                "amara",
                message));
    }

    private static String sha(String word) {
        return (word + "0".repeat(40)).substring(0, 40);
    }
}
