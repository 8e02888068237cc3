package dev.throughline.dashboard.page.docs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.heading.anchor.HeadingAnchorExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.springframework.core.io.ClassPathResource;

/** Reads the documents included in this build. */
final class Documents {

    private static final Pattern NAME = Pattern.compile("(adr/)?[a-z0-9-]+");
    private static final Pattern LOCAL = Pattern.compile("(?:\\.\\./)*(?:docs/)?((?:adr/)?[a-z0-9-]+)\\.md(#.*)?");
    private static final List<Extension> EXTENSIONS =
            List.of(TablesExtension.create(), HeadingAnchorExtension.create());
    private static final Parser PARSER = Parser.builder().extensions(EXTENSIONS).build();
    private static final HtmlRenderer RENDERER = HtmlRenderer.builder()
            .extensions(EXTENSIONS)
            .escapeHtml(true)
            .sanitizeUrls(true)
            .attributeProviderFactory(context -> Documents::letKeysScroll)
            .build();

    private Documents() {}

    /**
     * A document as it was written, in Markdown.
     *
     * @param name without its ending, e.g. {@code sources} or {@code adr/0003-metrics}
     */
    static Optional<String> find(String name) {
        ClassPathResource file = new ClassPathResource("documents/" + name + ".md");
        if (!NAME.matcher(name).matches() || !file.exists()) {
            return Optional.empty();
        }
        try (InputStream in = file.getInputStream()) {
            return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The text of the first heading of a document; its name if it has none. */
    static String title(String markdown, String name) {
        return markdown.lines()
                .filter(line -> line.startsWith("# "))
                .findFirst()
                .map(line -> line.substring(2).strip())
                .orElse(name);
    }

    /** As HTML. Links from one document to another lead to its page; files that are only in the repository are not linked. */
    static String render(String markdown) {
        Node document = PARSER.parse(markdown);
        document.accept(new AbstractVisitor() {
            @Override
            public void visit(Link link) {
                String to = link.getDestination();
                if (!to.contains(":") && !to.startsWith("/") && !to.startsWith("#")) {
                    Matcher parts = LOCAL.matcher(to);
                    if (parts.matches() && find(parts.group(1)).isPresent()) {
                        link.setDestination("/docs/" + parts.group(1) + (parts.group(2) == null ? "" : parts.group(2)));
                    } else {
                        unlink(link);
                        return;
                    }
                }
                visitChildren(link);
            }
        });
        return RENDERER.render(document);
    }

    /** Anything that may be wider than the page scrolls separately, so it must be reachable by keyboard. */
    private static void letKeysScroll(Node node, String tag, Map<String, String> attributes) {
        if (tag.equals("pre") || tag.equals("table")) {
            attributes.put("tabindex", "0");
        }
    }

    private static void unlink(Link link) {
        while (link.getFirstChild() != null) {
            link.insertBefore(link.getFirstChild());
        }
        link.unlink();
    }
}
