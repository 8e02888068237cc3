package dev.throughline.collector.mention;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text as a reader sees it, built line by line. Keeps track of what is folded away, and turns a title above a value into {@code title:
 * value}.
 */
final class ShownText {

    private static final Pattern TITLE =
            Pattern.compile("(?i)\\s*(root[ -]?cause|caused[ -]by|fixes[ -]incident)\\s*[:：]?\\s*");
    private static final int LONGEST_TITLE = 40;

    /** A hash, a number or an address, which code may contain; never a keyword. */
    private static final Pattern VALUE = Pattern.compile("(?=\\S*\\d)(?:https?://\\S+|[^\\s:]+)");

    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}]+");
    private static final Pattern UNSEEN = Pattern.compile("[\\u200B-\\u200D\\u2060\\uFEFF]");

    private final StringBuilder text = new StringBuilder();
    private final Map<String, Integer> folds = new HashMap<>();
    private final Map<String, Deque<Integer>> open = new HashMap<>();
    private boolean isComment;

    private String title = "";
    private int valueAt = -1;
    private int boldFrom = -1;
    private int boldEnd = -1;

    int length() {
        return text.length();
    }

    /** Any run of whitespace becomes one space. */
    void show(String shown) {
        if (!isHidden()) {
            text.append(BLANKS.matcher(UNSEEN.matcher(shown).replaceAll("")).replaceAll(" "));
        }
    }

    /** Code, when it is a value. */
    void showCode(String code) {
        show(isValue(code) ? code.strip() : " ");
    }

    static boolean isValue(String shown) {
        return VALUE.matcher(shown.strip()).matches();
    }

    /** Ends a line; the value of a title may be on the next. */
    void endLine() {
        if (isHidden()) {
            return;
        }
        boolean isTitle = boldEnd >= 0
                && boldEnd <= text.length()
                && text.length() - boldEnd <= 2
                && ":：".contains(text.substring(boldEnd).strip())
                && entitle(boldFrom);
        boldEnd = -1;
        if (!isTitle && text.length() != valueAt) {
            text.append('\n');
        }
    }

    /** Something here is not read: what follows is not the value of what came before. */
    void skip() {
        if (!isHidden()) {
            valueAt = -1;
            endLine();
            text.append("…\n");
        }
    }

    /** A heading ends. */
    void endHeading(int from) {
        if (!entitle(from)) {
            endLine();
        }
    }

    /** A table cell ends; the value may be in the next. */
    void endCell(int from) {
        if (!entitle(from)) {
            show(" | ");
        }
    }

    /** @param mayEntitle whether the next cell may hold its value */
    void showCell(String cell, boolean mayEntitle) {
        if (!isHidden()) {
            int from = text.length();
            text.append(cell);
            if (!mayEntitle || !entitle(from)) {
                text.append(" | ");
            }
        }
    }

    /** Bold text ends: a heading, if nothing else is on its line. */
    void endBold(int from) {
        if (isLineBegin(from) && text.length() - from <= LONGEST_TITLE) {
            boldFrom = from;
            boldEnd = text.length();
        }
    }

    private boolean isLineBegin(int place) {
        return place == 0 || place == valueAt || place <= text.length() && text.charAt(place - 1) == '\n';
    }

    private boolean entitle(int from) {
        if (from > text.length() || text.length() - from > LONGEST_TITLE) {
            return false;
        }
        Matcher statement = TITLE.matcher(text.substring(from));
        if (!statement.matches()) {
            return false;
        }
        text.setLength(from);
        entitle(statement.group(1));
        return true;
    }

    /** What follows is the value of this title, on its own line. */
    void entitle(String named) {
        if (isHidden()) {
            return;
        }
        if (!isLineBegin(text.length())) {
            text.append('\n');
        }
        title = named.replace(' ', '-');
        show(title + ": ");
        valueAt = text.length();
    }

    /** The title whose value is to follow. */
    Optional<String> awaited() {
        return text.length() == valueAt ? Optional.of(title) : Optional.empty();
    }

    static Optional<String> title(String shown) {
        Matcher statement = TITLE.matcher(shown);
        return shown.length() <= LONGEST_TITLE && statement.matches()
                ? Optional.of(statement.group(1))
                : Optional.empty();
    }

    String takeFrom(int place) {
        String taken = from(place);
        text.setLength(Math.min(place, text.length()));
        return taken;
    }

    String from(int place) {
        return place <= text.length() ? text.substring(place) : "";
    }

    /** Whether another space would be invisible. */
    boolean endsBlank() {
        return text.isEmpty() || Character.isWhitespace(text.charAt(text.length() - 1));
    }

    /** Opens a tag whose end decides what it was. */
    void open(String tag) {
        open.computeIfAbsent(tag, _ -> new ArrayDeque<>()).push(text.length());
    }

    /** Where the closing tag was opened; empty when it was not. */
    Optional<Integer> close(String tag) {
        Deque<Integer> opened = open.get(tag);
        return opened == null || opened.isEmpty() ? Optional.empty() : Optional.of(opened.pop());
    }

    /** Replaces everything shown from there on. */
    void replace(int from, String shown) {
        text.setLength(Math.min(from, text.length()));
        show(shown);
    }

    void fold(String tag) {
        folds.merge(tag, 1, Integer::sum);
    }

    /** A tag that closes nothing unfolds nothing. */
    void unfold(String tag) {
        folds.computeIfPresent(tag, (_, depth) -> depth == 1 ? null : depth - 1);
    }

    Map<String, Integer> folds() {
        return Map.copyOf(folds);
    }

    /** Anything folded within a container ends with it. */
    void endContainer(Map<String, Integer> before) {
        folds.replaceAll((tag, depth) -> Math.min(depth, before.getOrDefault(tag, 0)));
        folds.values().removeIf(depth -> depth == 0);
    }

    void comment(boolean begins) {
        isComment = begins;
    }

    boolean isComment() {
        return isComment;
    }

    private boolean isHidden() {
        return isComment || !folds.isEmpty();
    }
}
