package dev.throughline.collector.mention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.throughline.engine.fact.Author;
import dev.throughline.engine.fact.Cause;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where changes and issues are numbered apart. */
class NotationTest {

    private static final Place HERE = new Place("git.example.com", "acme/shop/payments", Notation.APART);

    /** Anybody may write an issue. */
    @Test
    void isNotHeldUpByAccents() {
        String accents = "\u0301".repeat(250_000);
        for (Notation notation : Notation.values()) {
            Place place = new Place("example.com", "acme/shop", notation);
            assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
                assertThat(causes(place, accents, accents)).isEmpty();
                assertThat(Mentions.claims(place, Author.UNKNOWN, accents, accents, accents)
                                .closesIssues())
                        .isEmpty();
            });
        }
    }

    @Test
    void tellsAChangeFromAnIssue() {
        assertThat(causes(HERE, "Caused-by: !7")).containsExactly("!7");
        assertThat(
                        causes(
                                HERE,
                                "Caused-by: MR !7, acme/shop/till!8 and https://git.example.com/acme/Shop/payments/-/merge_requests/9"))
                .containsExactly("!7", "git.example.com/acme/shop/till!8", "!9");
        assertThat(causes(
                        HERE,
                        "Caused-by: [the change](https://git.example.com/acme/shop/till/-/merge_requests/9#note_3)"))
                .containsExactly("git.example.com/acme/shop/till!9");
        assertThat(causes(HERE, "Caused-by: #7")).containsExactly("#7");
    }

    @Test
    void closesAListByOneKeyword() {
        assertThat(Mentions.closedIssues(HERE, "Closes #2, #3 and group/sub/project#5"))
                .containsExactly("#2", "#3", "git.example.com/group/sub/project#5");
        assertThat(Mentions.closedIssues(HERE, "Implements: issues #4 #5, and issue #6; #7"))
                .containsExactly("#4", "#5", "#6");
        assertThat(
                        Mentions.closedIssues(
                                HERE,
                                "resolving https://git.example.com/acme/shop/payments/-/issues/8 and https://git.example.com/a/b/-/work_items/9"))
                .containsExactly("#8", "git.example.com/a/b#9");
        for (String keyword : List.of(
                "close",
                "closing",
                "fix",
                "fixing",
                "Fixed",
                "resolve",
                "resolving",
                "implement",
                "implemented",
                "implementing")) {
            assertThat(Mentions.closedIssues(HERE, keyword + " #1")).as(keyword).containsExactly("#1");
        }
        assertThat(Mentions.closedIssues(HERE, "Closes !2, prefixes #3, closed by #4"))
                .isEmpty();
    }

    @Test
    void readsWhatARevertNames() {
        for (String body : List.of(
                "This reverts merge request !5",
                "This reverts merge request acme/shop/payments!5",
                "This reverts merge request https://git.example.com/acme/shop/payments/-/merge_requests/5")) {
            assertThat(Mentions.revertedChanges(HERE, "", body, "")).as(body).containsExactly("#5");
            assertThat(Mentions.message(HERE, Author.UNKNOWN, "Back out\n\n" + body)
                            .claims()
                            .revertsChanges())
                    .as(body)
                    .containsExactly("#5");
        }
        assertThat(Mentions.claims(HERE, Author.UNKNOWN, "Back out", "", "revert-0a7d0554")
                        .revertsCommits())
                .containsExactly("0a7d0554");
        assertThat(Mentions.claims(HERE, Author.UNKNOWN, "Back out", "", "revert-12345678")
                        .revertsChanges())
                .isEmpty();
        assertThat(Mentions.claims(HERE, Author.UNKNOWN, "Back out", "", "revert-feedback")
                        .revertsCommits())
                .isEmpty();
    }

    @Test
    void leavesOutWhatABotQuotesBelowItsTitle() {
        Author bot = new Author("project_7_bot", true);
        String message = "Update parser\n\n- Closes #9\n\nSee merge request acme/shop/payments!2\n";
        assertThat(Mentions.message(HERE, bot, message).claims().closesIssues()).isEmpty();
        assertThat(Mentions.message(HERE, Author.UNKNOWN, message).claims().closesIssues())
                .containsExactly("#9");
        assertThat(Mentions.claims(HERE, bot, "Update", "This reverts merge request !1", "revert-0a7d0554")
                        .revertsCommits())
                .containsExactly("0a7d0554");
    }

    @Test
    void readsLongTextInTime() {
        Instant start = Instant.now();
        for (String text :
                List.of("closes " + " ".repeat(200_000), "a/".repeat(100_000), "closes #1" + ",".repeat(100_000))) {
            assertThatCode(() -> Mentions.closedIssues(HERE, text)).doesNotThrowAnyException();
            assertThatCode(() -> Mentions.revertedChanges(HERE, "", text, text)).doesNotThrowAnyException();
        }
        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(20));
    }

    private static List<String> causes(Place place, String body) {
        return causes(place, "", body);
    }

    private static List<String> causes(Place place, String title, String body) {
        return Mentions.causes(place, title, body).stream().map(Cause::word).toList();
    }
}
