package dev.throughline.collector.mention;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.web.util.HtmlUtils;

/** HTML in Markdown, as far as a reader sees it. */
final class RawHtml {

    private static final Set<String> FOLDING = Set.of(
            "details",
            "blockquote",
            "pre",
            "del",
            "s",
            "strike",
            "script",
            "style",
            "template",
            "textarea",
            "title",
            "select",
            "noscript",
            "iframe",
            "noembed",
            "noframes",
            "object",
            "svg",
            "math",
            "xmp");
    private static final Set<String> BLOCKS = Set.of("details", "blockquote", "pre");
    private static final Set<String> CODE = Set.of("code", "tt", "kbd", "samp");
    private static final Set<String> HEADINGS = Set.of("h1", "h2", "h3", "h4", "h5", "h6", "dt");
    private static final Set<String> LINES = Set.of(
            "p", "div", "br", "hr", "ul", "ol", "li", "table", "thead", "tbody", "tr", "dl", "dd", "section", "center");

    private static final Pattern NAME = Pattern.compile("</?([a-zA-Z][a-zA-Z0-9-]{0,30})");
    private static final Pattern ADDRESS =
            Pattern.compile("(?i)\\shref\\s*=\\s*(?:\"([^\"]{1,2000})\"|'([^']{1,2000})'|([^\\s\"'>]{1,2000}))");

    private final ShownText shown;
    private final Deque<Optional<String>> targets = new ArrayDeque<>();

    RawHtml(ShownText shown) {
        this.shown = shown;
    }

    /** A tag, a comment, or a whole block of both and text. */
    void read(String html) {
        int at = 0;
        while (at >= 0 && at < html.length()) {
            if (shown.isComment()) {
                at = endComment(html, at);
            } else if (html.charAt(at) == '<') {
                at = mark(html, at);
            } else {
                int next = html.indexOf('<', at);
                text(html.substring(at, next < 0 ? html.length() : next));
                at = next;
            }
        }
    }

    /** An unclosed comment extends to the end. */
    private int endComment(String html, int at) {
        int end = html.indexOf("-->", at);
        shown.comment(end < 0);
        return end < 0 ? -1 : end + 3;
    }

    /** @return where the rest begins; negative when there is none */
    private int mark(String html, int at) {
        if (html.startsWith("<!--", at)) {
            return endComment(html, at + 2);
        }
        Matcher name = NAME.matcher(html).region(at, html.length());
        if (name.lookingAt()) {
            int end = endTag(html, name.end());
            if (end >= 0) {
                tag(name.group(1).toLowerCase(Locale.ROOT), html.substring(at, end));
            }
            return end;
        }
        if (html.startsWith("<!", at) || html.startsWith("<?", at)) {
            int end = html.indexOf('>', at);
            return end < 0 ? -1 : end + 1;
        }
        shown.show("<");
        return at + 1;
    }

    private static int endTag(String html, int from) {
        char quote = 0;
        for (int at = from; at < html.length(); at++) {
            char sign = html.charAt(at);
            if (quote != 0) {
                quote = sign == quote ? 0 : quote;
            } else if (sign == '"' || sign == '\'') {
                quote = sign;
            } else if (sign == '>') {
                return at + 1;
            }
        }
        return -1;
    }

    private void text(String html) {
        String text = HtmlUtils.htmlUnescape(html);
        shown.show(shown.endsBlank() ? text.stripLeading() : text);
    }

    private void tag(String name, String tag) {
        boolean closes = tag.startsWith("</");
        if (FOLDING.contains(name)) {
            fold(name, closes);
        } else if (LINES.contains(name)) {
            shown.endLine();
        } else if (closes) {
            shown.close(name).ifPresent(from -> end(name, from));
        } else if (HEADINGS.contains(name)) {
            shown.endLine();
            shown.open(name);
        } else if (CODE.contains(name) || Set.of("b", "strong", "td", "th").contains(name)) {
            shown.open(name);
        } else if (name.equals("a")) {
            shown.open(name);
            targets.push(target(tag));
        }
    }

    private void fold(String name, boolean closes) {
        if (closes) {
            shown.unfold(name);
        } else {
            if (BLOCKS.contains(name)) {
                shown.skip();
            }
            shown.fold(name);
        }
    }

    private void end(String name, int from) {
        if (CODE.contains(name)) {
            String code = shown.from(from);
            shown.replace(from, "");
            shown.showCode(code);
        } else if (HEADINGS.contains(name)) {
            shown.endHeading(from);
        } else if (name.startsWith("t")) {
            shown.endCell(from);
        } else if (name.equals("a")) {
            targets.pop().ifPresent(target -> shown.replace(from, target));
        } else {
            shown.endBold(from);
        }
    }

    private static Optional<String> target(String tag) {
        Matcher address = ADDRESS.matcher(tag);
        return address.find()
                ? Stream.of(1, 2, 3)
                        .map(address::group)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .map(HtmlUtils::htmlUnescape)
                        .flatMap(ReadableText::pointedTo)
                : Optional.empty();
    }

    /** Unclosed code extends to the end. */
    void end() {
        CODE.stream()
                .flatMap(name -> Stream.iterate(shown.close(name), Optional::isPresent, _ -> shown.close(name)))
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder())
                .ifPresent(from -> shown.replace(from, ""));
    }
}
