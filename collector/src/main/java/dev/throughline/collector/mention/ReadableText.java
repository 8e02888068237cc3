package dev.throughline.collector.mention;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.strikethrough.Strikethrough;
import org.commonmark.ext.gfm.strikethrough.StrikethroughExtension;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableHead;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.BulletList;
import org.commonmark.node.Code;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.CustomNode;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;
import org.commonmark.node.ThematicBreak;
import org.commonmark.parser.Parser;

/**
 * The text of an issue or a change as its forge shows it to a reader: comments, code, quotes, folded details and struck-through text are
 * ignored (definitions 1.5, rule 0).
 */
final class ReadableText extends AbstractVisitor {

    /** Forges accept no longer texts; anything beyond this is not read. */
    private static final int LONGEST = 300_000;

    private static final int DEEPEST = 50;

    /** Limit for one table. Short rows are padded with empty cells: a short text could become very many. */
    private static final int MOST_CELLS = 500;

    private static final Parser PARSER = parser(
            StrikethroughExtension.create(),
            TablesExtension.builder().maxCells(MOST_CELLS).build());

    /** For a text with a larger table, which is then read as lines. */
    private static final Parser WITHOUT_TABLES = parser(StrikethroughExtension.create());

    /** A commit, whatever part of its page is linked. */
    private static final Pattern COMMIT_PAGE = Pattern.compile("(?i)https?://\\S+/commits?/(" + Mentions.HASH + ").*");

    private static final Pattern COMMIT_ADDRESS =
            Pattern.compile("(?i)https?://\\S{1,1000}?/commits?/(" + Mentions.HASH + ")");

    /** An issue or a change. */
    private static final Pattern NUMBERED_PAGE =
            Pattern.compile("https?://\\S+/(?:issues|issues/incident|work_items|pull|merge_requests)/\\d+\\b.*");

    private static final Pattern DIGIT = Pattern.compile("\\d");
    private static final Pattern TICKED = Pattern.compile("^\\[[xX]\\]\\s+");
    private static final Pattern CODE_SPAN = Pattern.compile("(`{1,9})([^`]{1,200})\\1");

    private final ShownText shown = new ShownText();
    private final RawHtml html = new RawHtml(shown);

    private ReadableText() {}

    private static Parser parser(Extension... extensions) {
        return Parser.builder()
                .extensions(List.of(extensions))
                .maxOpenBlockParsers(DEEPEST)
                .maxInlineNesting(DEEPEST)
                .build();
    }

    private static Node parsed(String markdown) {
        try {
            return PARSER.parse(markdown);
        } catch (IllegalArgumentException largerTable) {
            return WITHOUT_TABLES.parse(markdown);
        }
    }

    /** What a reader sees of this Markdown, line by line. */
    static String of(String markdown) {
        ReadableText text = new ReadableText();
        parsed(markdown.length() <= LONGEST ? markdown : markdown.substring(0, LONGEST))
                .accept(text);
        text.html.end();
        return COMMIT_ADDRESS.matcher(text.shown.from(0)).replaceAll("$1");
    }

    /** What a reader sees of a title: forges only format code in it. */
    static String ofTitle(String title) {
        ShownText shown = new ShownText();
        Matcher code = CODE_SPAN.matcher(title);
        int at = 0;
        while (code.find()) {
            shown.show(title.substring(at, code.start()));
            shown.showCode(code.group(2));
            at = code.end();
        }
        shown.show(title.substring(at));
        return COMMIT_ADDRESS.matcher(shown.from(0)).replaceAll("$1");
    }

    /** A commit, an issue or a change that an address points to. */
    static Optional<String> pointedTo(String address) {
        Matcher commit = COMMIT_PAGE.matcher(address);
        if (commit.matches()) {
            return Optional.of(commit.group(1));
        }
        return NUMBERED_PAGE.matcher(address).matches() ? Optional.of(address) : Optional.empty();
    }

    /** A ticked task counts as a statement. */
    @Override
    public void visit(Text text) {
        boolean mayBeTask = text.getPrevious() == null
                && text.getParent() instanceof Paragraph paragraph
                && paragraph.getPrevious() == null
                && paragraph.getParent() instanceof ListItem;
        shown.show(mayBeTask ? TICKED.matcher(text.getLiteral()).replaceFirst("") : text.getLiteral());
    }

    @Override
    public void visit(SoftLineBreak lineBreak) {
        shown.endLine();
    }

    @Override
    public void visit(HardLineBreak lineBreak) {
        shown.endLine();
    }

    @Override
    public void visit(Paragraph paragraph) {
        visitChildren(paragraph);
        shown.endLine();
    }

    /** A heading in an issue form names what is below it. */
    @Override
    public void visit(Heading heading) {
        int from = shown.length();
        visitChildren(heading);
        shown.endHeading(from);
    }

    /** Templates use bold lines as headings. */
    @Override
    public void visit(StrongEmphasis strong) {
        int from = shown.length();
        visitChildren(strong);
        shown.endBold(from);
    }

    @Override
    public void visit(BulletList list) {
        items(list);
    }

    @Override
    public void visit(OrderedList list) {
        items(list);
    }

    /** Below a title each item is a value. */
    private void items(Node list) {
        Optional<String> title = shown.awaited();
        for (Node item = list.getFirstChild(); item != null; item = item.getNext()) {
            if (item.getPrevious() != null) {
                title.ifPresent(shown::entitle);
            }
            within(item);
        }
    }

    /** Forges close unclosed tags at the end of their container. */
    private void within(Node container) {
        Map<String, Integer> folds = shown.folds();
        visitChildren(container);
        shown.endContainer(folds);
    }

    @Override
    public void visit(Code code) {
        shown.showCode(code.getLiteral());
    }

    /** Its text, or what it points to when that is a commit, an issue or a change. */
    @Override
    public void visit(Link link) {
        pointedTo(link.getDestination()).ifPresentOrElse(shown::show, () -> visitChildren(link));
    }

    @Override
    public void visit(Image image) {
        // an alternative text is not shown
    }

    @Override
    public void visit(FencedCodeBlock code) {
        shown.skip(); // not a statement
    }

    @Override
    public void visit(IndentedCodeBlock code) {
        shown.skip(); // not a statement
    }

    @Override
    public void visit(BlockQuote quote) {
        shown.skip(); // what somebody else said
    }

    @Override
    public void visit(ThematicBreak line) {
        shown.skip();
    }

    @Override
    public void visit(CustomBlock block) {
        if (block instanceof TableBlock table) {
            table(table);
        } else {
            visitChildren(block);
        }
    }

    /** The value of a title is next to it, or below if the title heads a column. */
    private void table(TableBlock table) {
        shown.endLine();
        List<Optional<String>> titles = new ArrayList<>();
        for (Node part = table.getFirstChild(); part != null; part = part.getNext()) {
            for (Node row = part.getFirstChild(); row != null; row = row.getNext()) {
                List<String> cells = cells(row);
                if (part instanceof TableHead) {
                    for (int column = 0; column < cells.size(); column++) {
                        titles.add(isBeside(cells, column) ? Optional.empty() : ShownText.title(cells.get(column)));
                    }
                    showHead(cells);
                } else {
                    showRow(cells, titles);
                }
            }
        }
    }

    private List<String> cells(Node row) {
        List<String> cells = new ArrayList<>();
        for (Node cell = row.getFirstChild(); cell != null; cell = cell.getNext()) {
            int from = shown.length();
            within(cell);
            cells.add(shown.takeFrom(from));
        }
        return cells;
    }

    /** Whether the first row continues with a value, so that it is a row like the others. */
    private static boolean isBeside(List<String> cells, int column) {
        return column + 1 < cells.size() && DIGIT.matcher(cells.get(column + 1)).find();
    }

    private void showHead(List<String> cells) {
        for (int column = 0; column < cells.size(); column++) {
            shown.showCell(cells.get(column), isBeside(cells, column));
        }
        shown.endLine();
    }

    private void showRow(List<String> cells, List<Optional<String>> titles) {
        for (int column = 0; column < cells.size(); column++) {
            if (column < titles.size()) {
                titles.get(column).ifPresent(shown::entitle);
            }
            shown.showCell(cells.get(column), true);
        }
        shown.endLine();
    }

    @Override
    public void visit(CustomNode node) {
        if (!(node instanceof Strikethrough)) {
            visitChildren(node);
        }
    }

    @Override
    public void visit(HtmlBlock block) {
        html.read(block.getLiteral());
        shown.endLine();
    }

    @Override
    public void visit(HtmlInline tag) {
        html.read(tag.getLiteral());
    }
}
