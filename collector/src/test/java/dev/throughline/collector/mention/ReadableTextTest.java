package dev.throughline.collector.mention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.throughline.engine.fact.Cause;
import java.time.Duration;
import java.util.List;
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
            assertThat(causes(HERE, body)).as(body).containsExactly(SHA);
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
            assertThat(causes(HERE, body)).as(body).containsExactly("#12");
        }
        assertThat(causes(HERE, "Caused-by: https://github.com/a/other/pull/12"))
                .containsExactly("github.com/a/other#12");
    }

    @Test
    void readsKeywordsHoweverTheyAreSpaced() {
        for (String body : new String[] {
            "Caused by: " + SHA,
            "caused by : " + SHA,
            "CAUSED-BY:\t" + SHA,
            "Caused\tby\t:\t" + SHA,
            "Caused by:" + SHA,
            "Caused by: (" + SHA + ")",
            "Caused by: \"" + SHA + "\"!",
            "Caused&nbsp;by:&nbsp;" + SHA,
            "Caused by：" + SHA,
            "Root\tcause :\t" + SHA,
            "Root cause：" + SHA,
            "Root&nbsp;cause: \u200B" + SHA,
            "- [x] Caused by: " + SHA,
        }) {
            assertThat(causes(HERE, body)).as(body).containsExactly(SHA);
        }
    }

    @Test
    void readsWhatStandsOnALineOfItsOwnAsAHeading() {
        for (String body : new String[] {
            "**Root cause**\n" + SHA,
            "**Root cause**\n\n" + SHA,
            "__Root Cause:__\n`" + SHA + "`",
            "***Caused by***\\\n" + SHA,
            "**Caused-by**:\n" + SHA,
            "text\n**Caused by**\n<!-- which commit? -->\n" + SHA,
            "1. **Caused by**\n\n   " + SHA,
            "<b>Caused by</b>\n" + SHA,
            "<h3>Root cause</h3>\n\n" + SHA,
            "<h3>Root cause</h3>\n<p>" + SHA + "</p>",
            "<dl><dt>Caused by<dd>x</dl><dl><dt>Caused by</dt><dd>" + SHA + "</dd></dl>",
            "## Caused by\n<!-- a hint -->\n\n- [x] " + SHA,
        }) {
            assertThat(causes(HERE, body)).as(body).containsExactly(SHA);
        }
        for (String body : new String[] {
            "**Root cause** of it all\n" + SHA,
            "the **root cause**\n" + SHA,
            "**Root cause**\n\n**Impact**\n" + SHA,
            "**Root cause**\n\n> hm\n\n" + SHA,
            "### Caused by\n\n---\n\n" + SHA,
            "### Caused by\n\n```\nno idea\n```\n\n" + SHA,
            "### Caused by\n\n<details>\n\nlog\n\n</details>\n\n" + SHA,
            "### Caused by\n\n_No response_\n\n### Commit\n\n" + SHA,
        }) {
            assertThat(causes(HERE, body)).as(body).doesNotContain(SHA);
        }
    }

    @Test
    void readsTables() {
        for (String body : new String[] {
            "| Field | Value |\n|---|---|\n| Impact | 5 % |\n| Root cause | " + SHA + " |",
            "| **Caused by** | `" + SHA + "` |\n|---|---|\n| Impact | 5 % |",
            "Impact | Caused by | Fixed by\n---|---|---\n5 % | " + SHA + " | 0c5dbe66",
            "| # | Root cause: |\n|:-:|--:|\n| 1 | [it](https://github.com/a/b/commit/" + SHA + ") |",
            "| What | Caused by: " + SHA + " |\n|--|--|",
            "<table>\n<tr><th>Impact</th><td>5 %</td></tr>\n<tr>\n  <th>Root cause</th>\n  <td><code>" + SHA
                    + "</code></td>\n</tr></table>",
        }) {
            assertThat(causes(HERE, body)).as(body).containsExactly(SHA);
        }
        for (String body : new String[] {
            "| Root cause | unknown |\n|--|--|\n| Commit | " + SHA + " |",
            "| Root cause | ~~" + SHA + "~~ |\n|--|--|",
            "| Root cause | | " + SHA + "x |\n|--|--|--|",
        }) {
            assertThat(causes(HERE, body)).as(body).isEmpty();
        }
        assertThat(Mentions.fixedIncidents(
                        Mentions.shown("| Part | Fixes incident |\n|--|--|\n| till | #7 |\n| cart | 8 |")))
                .containsExactly("7", "8");
    }

    @Test
    void readsRawHtmlThatAReaderSees() {
        for (String body : new String[] {
            "<p>Caused by: " + SHA + "</p>",
            "<p>\nCaused by:\n" + SHA + "\n</p>",
            "<b>Caused by:</b> " + SHA,
            "<div><strong>Root cause</strong>: <code>" + SHA + "</code></div>",
            "<p>Root&#32;cause&#58; <!-- which? --><tt>" + SHA + "</tt>",
            "Caused by: <kbd>" + SHA + "</kbd>",
            "<ul>\n<li>one</li>\n<li>Caused by: <a title='>' href=\"https://github.com/a/b/commit/" + SHA
                    + "\">this</a></li></ul>",
            "Caused by: <a href=https://github.com/a/b/commit/" + SHA + ">this</a>",
            "<p>a < b</p>\n\n<!--> Caused by: " + SHA,
            "<details>\n\n- <details>\n\n</details>\n\n<p>Caused by: " + SHA + "</p>",
            "- <details>\n\n- Caused by: " + SHA,
        }) {
            assertThat(causes(HERE, body)).as(body).containsExactly(SHA);
        }
        assertThat(Mentions.closedIssues(HERE, Mentions.shown("<p>Fixes #4, <pre>fixes #5</pre> fixes&nbsp;#6</p>")))
                .containsExactly("#4", "#6");
    }

    @Test
    void readsNothingOfHtmlThatAReaderDoesNotSee() {
        for (String body : new String[] {
            "<p><!-- Caused-by: " + SHA + " --></p>",
            "<div><!--\nhint\n\nCaused-by: " + SHA + "\n",
            "<pre>\nCaused-by: " + SHA + "\n</pre>",
            "<code>Caused-by:</code> " + SHA,
            "<code>Caused-by: " + SHA + "</code>",
            "<b><code>Caused-by: " + SHA + "</b></code>",
            "<p><code>x\n\nCaused-by: " + SHA,
            "<details>x</code>\n\nCaused-by: " + SHA,
            "<details><summary>x</summary>\n\n</del></s></pre></blockquote>\n\nCaused-by: " + SHA + "\n\n</details>",
            "<details><del>x</details>\n\nCaused-by: " + SHA,
            "<blockquote>\n<p>Caused-by: " + SHA + "</p>\n</blockquote>",
            "<p><del>Caused-by: " + SHA + "</del></p>",
            "<p title='Caused-by: " + SHA + "'>x</p>",
            "<img alt='Caused-by: " + SHA + "'>",
            "<style>\nCaused-by: " + SHA + "\n</style>",
            "<template><p>Caused-by: " + SHA + "</p></template>",
        }) {
            assertThat(causes(HERE, body)).as(body).isEmpty();
        }
    }

    @Test
    void readsLists() {
        for (String body : new String[] {
            "Caused by: #4 and #5",
            "Caused-by: #4, #5",
            "Caused-by: #4, and #5.",
            "Caused-by: #4 & #5",
            "Caused-by: #4 #5",
            "Caused-by: PR #4 and a/b#5",
            "### Caused by\n\n- #4\n- #5\n\ntext",
            "**Caused by**\n1. #4\n2. `#5`\n",
        }) {
            assertThat(causes(HERE, body)).as(body).containsExactly("#4", "#5");
        }
        assertThat(causes(HERE, "Root cause: 66adc93, `0c5dbe66` and " + SHA + " or abc1234"))
                .containsExactly("66adc93", "0c5dbe66", SHA);
        assertThat(Mentions.fixedIncidents(Mentions.shown("**Fixes incident** : #4 and 5")))
                .containsExactly("4", "5");
        assertThat(Mentions.fixedIncidents("Fixes incident: 2026-11-03")).isEmpty();
    }

    @Test
    void takesForAHashOnlyWhatMayBeOne() {
        String sha256 = SHA + "0123456789abcdef01234567";
        assertThat(causes(HERE, "Root cause: " + sha256)).containsExactly(sha256);
        for (String word : new String[] {
            SHA + "0", sha256 + "0", sha256.substring(1), "0c5dbe66-5a71-5cd2-8f56-4c0d1a2b3c4d", "66adc9"
        }) {
            assertThat(causes(HERE, "Root cause: " + word)).as(word).isEmpty();
            assertThat(Mentions.revertedCommits("This reverts commit " + word))
                    .as(word)
                    .isEmpty();
            assertThat(causes(HERE, "Caused-by: https://github.com/a/b/commit/" + word))
                    .as(word)
                    .doesNotContain(word);
        }
    }

    @Test
    void readsTitlesAsTheyAreShown() {
        assertThat(causes(HERE, "No checkout (root cause: " + SHA + ")", "")).containsExactly(SHA);
        assertThat(causes(HERE, "Down. Caused by: `#4`", "Caused by: #5")).containsExactly("#4", "#5");
        assertThat(causes(HERE, "`Caused by: #4` in the log", "")).isEmpty();
        assertThat(causes(HERE, "Caused by:", "#5")).isEmpty();
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
            assertThat(causes(HERE, body)).as(body).isEmpty();
        }
    }

    @Test
    void readsKeywordsOnlyWhereTheyAreSaid() {
        String body = Mentions.shown("Documents `Fixes #7`\n\n```\nReverts #2\n```\n\n> closes #3\n\nFixes #4");

        assertThat(Mentions.closedIssues(HERE, body)).containsExactly("#4");
        assertThat(Mentions.revertedChanges(HERE, "", body, "")).isEmpty();
    }

    @Test
    void isNotHeldUpByTablesThatAreMostlyEmpty() {
        String table = "|a".repeat(700) + "|\n" + "|-".repeat(700) + "|\n" + "a\n".repeat(1420) + "\n";
        String narrow = "|a".repeat(12) + "|\n" + "|-".repeat(12) + "|\n" + "a\n".repeat(16) + "\n";
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> Mentions.shown(table.repeat(11)));
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> Mentions.shown(narrow.repeat(700)));
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
        for (String evil : new String[] {
            "> ",
            "- ",
            "[",
            "*",
            "`",
            "<",
            "~~",
            "![",
            "<details>",
            "https://a/",
            "<!--",
            "<b>",
            "</b>",
            "<b></i>",
            "<code>",
            "<p><",
            "<p a='",
            "<td>Root cause",
            "**a**\n",
            "**Caused by**\n",
            "|a",
            "a|b\n-|-\n",
            "|a|b|\n|-|-|\n",
            "Root cause: 1234567, ",
            "#1 ",
            "- a\n - "
        }) {
            String body = evil.repeat(1_000_000 / evil.length());
            assertTimeoutPreemptively(Duration.ofSeconds(10), () -> causes(HERE, body), evil);
        }
    }

    private static List<String> causes(Place place, String body) {
        return causes(place, "", body);
    }

    private static List<String> causes(Place place, String title, String body) {
        return Mentions.causes(place, title, body).stream().map(Cause::word).toList();
    }
}
