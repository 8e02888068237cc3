package dev.throughline.collector.source;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.ext.gfm.strikethrough.Strikethrough;
import org.commonmark.ext.gfm.strikethrough.StrikethroughExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.Code;
import org.commonmark.node.CustomNode;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;

/**
 * The text of an issue or a change as its forge shows it to a reader: what stands in a comment, in code, in a quote, in folded
 * details or struck through says nothing (definitions 1.5, rule 0).
 */
final class ReadableText extends AbstractVisitor {

    /** The forges take no longer ones; what is behind it is not read. */
    private static final int LONGEST = 300_000;

    private static final int DEEPEST = 50;
    private static final Parser PARSER = Parser.builder()
            .extensions(List.of(StrikethroughExtension.create()))
            .maxOpenBlockParsers(DEEPEST)
            .maxInlineNesting(DEEPEST)
            .build();

    /** A commit, whatever is linked of it. */
    private static final Pattern COMMIT_PAGE = Pattern.compile("https?://\\S+/commits?/([0-9a-fA-F]{7,64})\\b.*");

    private static final Pattern COMMIT_ADDRESS =
            Pattern.compile("https?://\\S{1,1000}?/commits?/([0-9a-fA-F]{7,64})\\b");

    /** An issue or a change. */
    private static final Pattern NUMBERED_PAGE =
            Pattern.compile("https?://\\S+/(?:issues|pull|merge_requests)/\\d+\\b.*");

    /** A hash, a number or an address: what a code span may hold, which never is a keyword. */
    private static final Pattern VALUE = Pattern.compile("(?=\\S*\\d)(?:https?://\\S+|[^\\s:]+)");

    private static final Pattern HIDING =
            Pattern.compile("(?i)<(/?)(details|del|s|strike|blockquote|pre|code)\\b[^>]*>");
    private static final Pattern COMMENT = Pattern.compile("(?s)<!--.*?(?:-->|$)");
    private static final Pattern STATEMENT =
            Pattern.compile("(?i)\\s*(root[ -]?cause|caused[ -]by|fixes[ -]incident)\\s*:?\\s*");

    private final StringBuilder shown = new StringBuilder();
    private int hidden;

    private ReadableText() {}

    /** What a reader sees of this Markdown, a line for each of its lines. */
    static String of(String markdown) {
        ReadableText text = new ReadableText();
        PARSER.parse(markdown.length() <= LONGEST ? markdown : markdown.substring(0, LONGEST))
                .accept(text);
        return COMMIT_ADDRESS.matcher(text.shown).replaceAll("$1");
    }

    private void show(String text) {
        if (hidden == 0) {
            shown.append(text);
        }
    }

    @Override
    public void visit(Text text) {
        show(text.getLiteral());
    }

    @Override
    public void visit(SoftLineBreak lineBreak) {
        show("\n");
    }

    @Override
    public void visit(HardLineBreak lineBreak) {
        show("\n");
    }

    @Override
    public void visit(Paragraph paragraph) {
        visitChildren(paragraph);
        show("\n");
    }

    /** A heading of an issue form names what stands below it. */
    @Override
    public void visit(Heading heading) {
        int start = shown.length();
        visitChildren(heading);
        Matcher statement = STATEMENT.matcher(shown.substring(start));
        if (statement.matches()) {
            shown.setLength(start);
            show(statement.group(1).replace(' ', '-') + ": ");
        } else {
            show("\n");
        }
    }

    @Override
    public void visit(Code code) {
        if (VALUE.matcher(code.getLiteral().strip()).matches()) {
            show(code.getLiteral().strip());
        } else {
            show(" ");
        }
    }

    /** Its text, or what it points to when that is a commit, an issue or a change. */
    @Override
    public void visit(Link link) {
        Matcher commit = COMMIT_PAGE.matcher(link.getDestination());
        if (commit.matches()) {
            show(commit.group(1));
        } else if (NUMBERED_PAGE.matcher(link.getDestination()).matches()) {
            show(link.getDestination());
        } else {
            visitChildren(link);
        }
    }

    @Override
    public void visit(Image image) {
        // an alternative text is not shown
    }

    @Override
    public void visit(FencedCodeBlock code) {
        // not a statement
    }

    @Override
    public void visit(IndentedCodeBlock code) {
        // not a statement
    }

    @Override
    public void visit(BlockQuote quote) {
        // what somebody else said
    }

    @Override
    public void visit(CustomNode node) {
        if (!(node instanceof Strikethrough)) {
            visitChildren(node);
        }
    }

    /** Of raw HTML nothing is read; it may fold away what follows. */
    @Override
    public void visit(HtmlBlock html) {
        fold(html.getLiteral());
    }

    @Override
    public void visit(HtmlInline html) {
        fold(html.getLiteral());
    }

    private void fold(String html) {
        Matcher tag = HIDING.matcher(COMMENT.matcher(html).replaceAll(""));
        while (tag.find()) {
            hidden = Math.max(0, hidden + (tag.group(1).isEmpty() ? 1 : -1));
        }
    }
}
