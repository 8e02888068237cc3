package dev.throughline.server.release;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.collector.comment.CommentApi;
import dev.throughline.collector.comment.PullRequest;
import dev.throughline.collector.source.Sources;
import java.util.List;
import java.util.Set;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Held against a Markdown parser that leaves HTML as it is, as forges do. */
class ForgeTextTest {

    private static final Set<CommentApi> FORGES = Sources.ofEachKind().comments();

    private static final List<Extension> TABLES = List.of(TablesExtension.create());
    private static final Parser PARSER = Parser.builder().extensions(TABLES).build();
    private static final HtmlRenderer RENDERER =
            HtmlRenderer.builder().extensions(TABLES).build();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Round totals half up (#12), fixes acme/web#7",
                "<script>alert(1)</script> <img src=x onerror=y>",
                "[click](javascript:alert(1)) ![x](https://evil.example/x.png)",
                "*bold* _it_ ~~no~~ `code` | a | cell \\| <!-- throughline:release:0 -->",
                "@everyone @org/team !7 %8 &9 ~label ^x $3 GH-1",
                "https://evil.example www.evil.example mail@evil.example",
                "&lt;b&gt; &#60;b&#62; \\<b>"
            })
    void readsAsItWasWrittenAndMeansNothing(String title) {
        String html = RENDERER.render(PARSER.parse("| x | y |\n|---|---|\n| " + ForgeText.of(title) + " | z |\n"));

        assertThat(html.replaceAll("</?(table|thead|tbody|tr|th|td)>|\\s", "")).doesNotContain("<");
        assertThat(html).contains("<td>z</td>");
        assertThat(text(title).replace("\u200B", "")).isEqualTo(title);
        assertThat(text(title)).doesNotContainPattern("[@#!%&~^$](?=\\w)|://|www\\.");
    }

    @Test
    void staysOnOneLineAndIsNotWithoutEnd() {
        assertThat(ForgeText.of("a\r\n\n# b\u202Ec")).isEqualTo("a &#35;&#8203; bc");
        assertThat(ForgeText.of("x".repeat(500))).hasSize(121).endsWith("…");
    }

    @Test
    void linksToTheWebAlone() {
        assertThat(ForgeText.link("#1", "https://github.com/acme/web/pull/1"))
                .isEqualTo("[#1](<https://github.com/acme/web/pull/1>)");
        for (String wrong : List.of("javascript:alert(1)", "https://x.example/>)<b>", "https://x.example/a b", "")) {
            assertThat(ForgeText.link("#1", wrong)).isEqualTo("#1");
        }
    }

    @Test
    void knowsPullAndMergeRequestsByTheirAddress() {
        assertThat(PullRequest.of("https://GitHub.com/acme/web/pull/12", FORGES))
                .contains(new PullRequest(forge("github"), "github.com", "acme/web", 12));
        assertThat(PullRequest.of("https://git.example.org:8443/a/b/c/-/merge_requests/3", FORGES))
                .contains(new PullRequest(forge("gitlab"), "git.example.org:8443", "a/b/c", 3));
        for (String other : List.of(
                "https://github.com/acme/web/pull/12/files",
                "https://github.com/acme/../pull/1",
                "https://github.com/acme/w%2Fb/pull/1",
                "https://bitbucket.org/acme/web/pull-requests/1",
                "file:///acme/web/pull/1",
                "no address")) {
            assertThat(PullRequest.of(other, FORGES)).as(other).isEmpty();
        }
    }

    private static CommentApi forge(String name) {
        return FORGES.stream()
                .filter(forge -> forge.traits().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static String text(String title) {
        StringBuilder text = new StringBuilder();
        PARSER.parse("- x " + ForgeText.of(title)).accept(new AbstractVisitor() {
            @Override
            public void visit(Text node) {
                text.append(node.getLiteral());
            }
        });
        return text.substring(2);
    }
}
