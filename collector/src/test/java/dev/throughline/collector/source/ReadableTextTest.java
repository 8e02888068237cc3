package dev.throughline.collector.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ReadableTextTest {

    private static final Place HERE = new Place("github.com", "a/b");

    private static final String SHA = "66adc93d8a0b5a3e1b6c4a7f0d2e9c8b7a6f5e4d";

    @Test
    void readsStatementsHoweverTheyAreDressed() {
        for (String body : new String[] {
            "root cause: " + SHA,
            "**Root cause:** `" + SHA + "`",
            "* Caused-by: " + SHA,
            "1. _Caused-by:_ " + SHA,
            "- [x] Caused-by: " + SHA,
            "### Root cause\n\n" + SHA,
            "### Caused by\n\n`" + SHA + "`\n\n### More\n\ntext",
            "Caused-by: [this commit](https://github.com/a/b/commit/" + SHA + ")",
            "Caused-by: https://github.com/a/b/commit/" + SHA,
            "Caused-by: <https://github.com/a/b/commit/" + SHA + ">",
            "<!-- a hint -->\nCaused-by: " + SHA,
            "<details>\n\nlog\n\n</details>\n\nCaused-by: " + SHA,
        }) {
            assertThat(Mentions.causes(HERE, body)).as(body).containsExactly(SHA);
        }
    }

    @Test
    void readsTheNumberOfAChangeHoweverItIsNamed() {
        for (String body : new String[] {
            "Caused-by: #12",
            "Caused-by: PR #12",
            "Caused-by: a/b#12",
            "Caused-by: https://github.com/a/b/pull/12",
            "Caused-by: [the change](https://github.com/a/b/pull/12)",
            "Caused-by: `#12`"
        }) {
            assertThat(Mentions.causes(HERE, body)).as(body).containsExactly("#12");
        }
        assertThat(Mentions.causes(HERE, "Caused-by: https://github.com/a/other/pull/12"))
                .containsExactly("https://github.com/a/other/pull/12");
    }

    @Test
    void readsNothingThatAReaderDoesNotSee() {
        for (String body : new String[] {
            "<!-- root cause: " + SHA + " -->",
            "text <!-- root cause: " + SHA + " --> text",
            "<!--\nroot cause: " + SHA + "\n\nand more\n-->",
            "```\nroot cause: " + SHA + "\n```",
            "~~~text\nroot cause: " + SHA + "\n~~~",
            "like this:\n\n    root cause: " + SHA,
            "> root cause: " + SHA,
            "~~root cause: " + SHA + "~~",
            "<del>root cause: " + SHA + "</del>",
            "`root cause: " + SHA + "`",
            "`Caused-by:` " + SHA,
            "<details>\n<summary>log</summary>\n\nroot cause: " + SHA + "\n\n</details>",
            "<details><summary>log</summary>\n\n<details>\n\n</details>\n\nroot cause: " + SHA + "\n</details>",
            "Root cause: 66adc93 is what we first thought".replace("66adc93", "66adc93x"),
        }) {
            assertThat(Mentions.causes(HERE, body)).as(body).isEmpty();
        }
    }

    @Test
    void readsKeywordsOnlyWhereTheyAreSaid() {
        String body = Mentions.shown("Documents `Fixes #7`\n\n```\nReverts #2\n```\n\n> closes #3\n\nFixes #4");

        assertThat(Mentions.closedIssues(HERE, body)).containsExactly("#4");
        assertThat(Mentions.revertedChanges(HERE, "", body, "")).isEmpty();
    }

    @Test
    void readsAddressesAsReferences() {
        assertThat(Mentions.closedIssues(
                        HERE, "Fixes https://github.com/a/b/issues/5, closes https://github.com/c/d/issues/6"))
                .containsExactly("#5", "github.com/c/d#6");
        assertThat(Mentions.revertedChanges(HERE, "", "Reverts https://github.com/A/b/pull/9", ""))
                .containsExactly("#9");
        assertThat(Mentions.revertedChanges(HERE, "", "Reverts C/d#7 and reverts https://git.example/a/b/pull/8", ""))
                .containsExactly("github.com/c/d#7", "git.example/a/b#8");
        assertThat(Mentions.closedIssues(new Place("", "shop"), "Fixes Acme/x#07, fixes #8"))
                .containsExactly("acme/x#7", "#8");
    }

    @Test
    void takesNoLongForWhatNobodyWrites() {
        for (String evil :
                new String[] {"> ", "- ", "[", "*", "`", "<", "~~", "![", "<details>", "https://a/", "<!--"}) {
            String body = evil.repeat(1_000_000 / evil.length());
            assertTimeoutPreemptively(Duration.ofSeconds(10), () -> Mentions.causes(HERE, body), evil);
        }
    }
}
