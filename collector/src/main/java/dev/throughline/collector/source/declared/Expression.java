package dev.throughline.collector.source.declared;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import dev.throughline.collector.payload.PayloadJson;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * A JSONata expression in a file. It depends only on its input, so that a delivery means the same whenever it is read again: functions for
 * the current time or random values are not allowed, nor are those that cannot be cut off.
 */
final class Expression {

    /** Replaces a missing expression. */
    static final Expression NOTHING = new Expression(Jsonata.jsonata("null"), new Origin("null", 1, 0, false));

    private static final int LONGEST = 4096;
    private static final Set<String> REFUSED = Set.of("eval", "pad", "now", "millis", "random", "shuffle");

    private static final int LONGEST_SEARCHED = 1000;

    /** Functions in addition to those of JSONata, written in JSONata. */
    private static final Map<String, Object> OWN = Map.of(
            // a time without a zone, in UTC
            "utc", function("function($time) { $time ? $replace($time, ' ', 'T') & 'Z' }"),
            // the comma-separated items of a setting
            "items", function("function($list) { $split($list, ',').$trim($)[$ != ''] }"),
            // whether a value, or one of several, is among them, ignoring case
            "among", function("""
                    function($values, $list) {
                      $count($append([], $values).$lowercase($string($))[$ != '' and $ in $split($lowercase($list), ',').$trim($)]) > 0
                    }"""));

    private final Jsonata parsed;
    private final Origin origin;

    private Expression(Jsonata parsed, Origin origin) {
        this.parsed = parsed;
        this.origin = origin;
    }

    private static Object function(String expression) {
        return Objects.requireNonNull(Jsonata.jsonata(expression).evaluate(null));
    }

    /** Why an expression does not work for a body. */
    static final class Failed extends Exception {

        private static final long serialVersionUID = 1L;

        private final transient Fault fault;

        Failed(Fault fault) {
            super(fault.detail(), null, false, false);
            this.fault = fault;
        }

        Fault fault() {
            return fault;
        }
    }

    /**
     * Reads an expression.
     *
     * @param file that contains it
     * @param faults receives what is wrong with it
     */
    static Expression of(ScalarNode node, String file, Consumer<Fault> faults) {
        Origin origin = Origin.of(node, file);
        if (node.getValue().length() > LONGEST) {
            faults.accept(origin.fault(0, "the expression is longer than %d characters".formatted(LONGEST)));
            return NOTHING;
        }
        try {
            Jsonata parsed = Jsonata.jsonata(node.getValue());
            refused(node.getValue())
                    .ifPresent(name -> faults.accept(origin.fault(
                            node.getValue().indexOf("$" + name), "$%s is not allowed here".formatted(name))));
            return new Expression(parsed, origin);
        } catch (JException e) {
            faults.accept(origin.fault(e.getLocation(), said(e)));
        } catch (RuntimeException | StackOverflowError e) {
            faults.accept(origin.fault(0, "this is not a JSONata expression: " + said(e)));
        }
        return NOTHING;
    }

    /** A name used as a function. Names in string literals are refused too, which does no harm. */
    private static Optional<String> refused(String expression) {
        return REFUSED.stream()
                .filter(name -> expression.matches("(?s).*\\$" + name + "\\b.*"))
                .sorted()
                .findFirst();
    }

    /**
     * Its result for a body; null for nothing.
     *
     * @param body as maps, lists, texts, numbers and truths
     * @param variables by name, without the dollar
     * @throws Failed when it does not match the body
     * @throws Runaway when it takes too long or makes too much
     */
    @Nullable
    Object evaluate(@Nullable Object body, Map<String, Object> variables) throws Failed {
        Jsonata.Frame frame = parsed.createFrame();
        Bounds bounds = new Bounds();
        frame.setEvaluateEntryCallback((_, _, _) -> bounds.enter());
        frame.setEvaluateExitCallback((_, _, _, result) -> bounds.exit(result));
        OWN.forEach(frame::bind);
        frame.bind("find", new Jsonata.JFunction((_, given) -> find(given), "<x?x?:x>"));
        variables.forEach(frame::bind);
        try {
            return parsed.evaluate(body, frame);
        } catch (JException e) {
            if (bounds.areBroken()) {
                throw new Runaway(bounds.reason());
            }
            throw new Failed(origin.fault(e.getLocation(), said(e)));
        } catch (StackOverflowError e) {
            throw new Runaway("goes too deep");
        } catch (RuntimeException e) {
            throw new Failed(origin.fault(0, said(e)));
        }
    }

    /**
     * {@code $find(text, pattern)}: the first part of a text that a regular expression of the settings matches, as {@code match}, and its
     * {@code groups}, those that took part; nothing when none does or the expression is empty. JSONata's own {@code $match} accepts only
     * literals in the file.
     */
    private static @Nullable Object find(List<?> given) {
        if (!(given.getFirst() instanceof String text && given.getLast() instanceof String pattern)
                || pattern.isEmpty()) {
            return null;
        }
        Matcher matcher = Pattern.compile(pattern)
                .matcher(text.length() <= LONGEST_SEARCHED ? text : text.substring(0, LONGEST_SEARCHED));
        if (!matcher.find()) {
            return null;
        }
        return Map.of(
                "match",
                matcher.group(),
                "groups",
                IntStream.rangeClosed(1, matcher.groupCount())
                        .mapToObj(matcher::group)
                        .filter(Objects::nonNull)
                        .toList());
    }

    private static String said(Throwable e) {
        String message = e instanceof JException json ? json.getDetailedErrorMessage() : e.getMessage();
        // it may quote what the body holds
        return PayloadJson.storable(
                String.valueOf(message == null ? e.getClass().getSimpleName() : message)
                        .lines()
                        .findFirst()
                        .orElse(""));
    }

    /**
     * Where an expression stands in its file.
     *
     * @param line of its first line, from 1
     * @param indent columns before it; in a block, before each line
     * @param isBlock whether its lines are those of the file
     */
    private record Origin(String text, int line, int indent, boolean isBlock) {

        static Origin of(ScalarNode node, String file) {
            int line = node.getStartMark().getLine();
            int column = node.getStartMark().getColumn();
            if (node.getScalarStyle() == ScalarStyle.LITERAL) {
                List<String> lines = file.lines().toList();
                int first = line + 1;
                while (first < lines.size() && lines.get(first).isBlank()) {
                    first++;
                }
                int indent = first < lines.size()
                        ? lines.get(first).length()
                                - lines.get(first).stripLeading().length()
                        : 0;
                return new Origin(node.getValue(), line + 2, indent, true);
            }
            boolean isQuoted = node.getScalarStyle() != ScalarStyle.PLAIN;
            return new Origin(node.getValue(), line + 1, column + (isQuoted ? 1 : 0), false);
        }

        /** @param offset in the expression, from 0; an offset outside it means its beginning */
        Fault fault(int offset, String detail) {
            int at = offset < 0 || offset > text.length() ? 0 : offset;
            if (!isBlock) {
                return new Fault(line, indent + at + 1, detail);
            }
            String before = text.substring(0, at);
            int lines = (int) before.chars().filter(c -> c == '\n').count();
            return new Fault(line + lines, indent + at - (before.lastIndexOf('\n') + 1) + 1, detail);
        }
    }
}
