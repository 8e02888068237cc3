package dev.throughline.collector.report;

import dev.throughline.collector.payload.PayloadJson;
import dev.throughline.collector.payload.Times;
import dev.throughline.engine.fact.CommitSha;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The fields of a JSON object. Every error is noted and replaced, so that the rest is checked too; after reading everything, {@link #check}
 * it.
 */
final class Fields {

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(20).build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final String SHA = "a full commit hash of 40 or 64 hex digits";
    private static final String TIME = "a time in ISO-8601 with its offset, from 1970 to 9999";

    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");
    private static final Pattern ADDRESS = Pattern.compile("(?i)https?://[^\\s\\p{Cntrl}]+");
    private static final Pattern UNSHOWN = Pattern.compile("[\\p{Cntrl}\\ud800-\\udfff]");
    private static final CommitSha NO_COMMIT = new CommitSha("0".repeat(40));
    private static final Pattern NUMBER = Pattern.compile("[1-9]\\d{0,17}");
    private static final int LONGEST_NUMBER = 18;
    private static final int LONGEST_QUOTE = 80;
    private static final int MOST_ERRORS = 100;

    private final JsonNode object;
    private final String path;
    private final List<BadBody.Error> errors;
    private final Set<String> known = new HashSet<>();

    private final boolean isOfSender;

    /** @throws BadBody when this is not JSON */
    static Fields of(byte[] body) {
        try {
            return new Fields(JSON.readTree(body), "", new ArrayList<>(), false);
        } catch (JacksonException e) {
            throw new BadBody(List.of(new BadBody.Error("$", null, "one JSON object, each field once")));
        }
    }

    /**
     * The fields of what a sender wrote, in its own format. Times are read in senders' formats, a number as milliseconds since 1970; an
     * empty text and the year 1 mean no time. A single item counts as a list of one.
     */
    static Fields ofSender(JsonNode object) {
        return new Fields(object, "", new ArrayList<>(), true);
    }

    private Fields(JsonNode object, String path, List<BadBody.Error> errors, boolean isOfSender) {
        this.object = object;
        this.path = path;
        this.errors = errors;
        this.isOfSender = isOfSender;
        if (!object.isObject()) {
            note(path.isEmpty() ? "$" : path, object, "a JSON object");
        }
    }

    /** @throws BadBody when anything was wrong, or a field was never read */
    void check() {
        noteUnknown();
        if (!errors.isEmpty()) {
            throw new BadBody(errors);
        }
    }

    private void noteUnknown() {
        object.properties().stream()
                .filter(field -> !known.contains(field.getKey()))
                .forEach(field -> note(at(named(field.getKey())), field.getValue(), "left out: it is not known"));
    }

    /** A name as it can be shown: an invisible one is quoted. */
    private static String named(String field) {
        return field.isBlank() ? "\"" + shown(field) + "\"" : shown(field);
    }

    /** A text of one line that is not blank, without the space around it. */
    String name(String field, int longest) {
        return maybeName(field, longest).orElseGet(() -> missing(field, name(longest), ""));
    }

    Optional<String> maybeName(String field, int longest) {
        return value(field).map(value -> oneLine(field, value, longest));
    }

    /** The same; a whole number is accepted too, because CI numbers its runs. */
    String word(String field, int longest) {
        return maybeWord(field, longest).orElseGet(() -> missing(field, name(longest), ""));
    }

    Optional<String> maybeWord(String field, int longest) {
        return value(field)
                .map(value -> value.isIntegralNumber() && value.asString().length() <= longest
                        ? value.asString()
                        : oneLine(field, value, longest));
    }

    /** A text of any number of lines. */
    Optional<String> maybeText(String field, int longest) {
        String expected = "a text of at most %d characters".formatted(longest);
        return value(field)
                .map(value ->
                        value.isString() && value.stringValue().length() <= longest && isStorable(value.stringValue())
                                ? value.stringValue()
                                : wrong(field, value, expected, ""));
    }

    CommitSha sha(String field) {
        return maybeSha(field).orElseGet(() -> missing(field, SHA, NO_COMMIT));
    }

    Optional<CommitSha> maybeSha(String field) {
        return value(field).map(value -> sha(field, value));
    }

    /** Hashes in a list, which may be empty but not missing. */
    List<CommitSha> shas(String field, int most) {
        String expected = "a list of at most %d full commit hashes".formatted(most);
        Optional<JsonNode> items = list(field, most, expected);
        if (items.isEmpty() && value(field).isEmpty()) {
            missing(field, expected, "");
        }
        List<CommitSha> shas = new ArrayList<>();
        items.ifPresent(list -> {
            for (int i = 0; i < list.size(); i++) {
                shas.add(sha(field + "[" + i + "]", list.get(i)));
            }
        });
        return shas;
    }

    private CommitSha sha(String field, JsonNode value) {
        try {
            if (value.isString()) {
                return CommitSha.parse(value.stringValue()).orElseGet(() -> wrong(field, value, SHA, NO_COMMIT));
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        return wrong(field, value, SHA, NO_COMMIT);
    }

    Instant time(String field) {
        return maybeTime(field).orElseGet(() -> missing(field, TIME, Instant.EPOCH));
    }

    Optional<Instant> maybeTime(String field) {
        return value(field).filter(value -> !isOfSender || !isNoTime(value)).map(value -> {
            try {
                if (isOfSender) {
                    return senderTime(value).orElseGet(() -> wrong(field, value, TIME, Instant.EPOCH));
                }
                if (value.isString()) {
                    Instant time = OffsetDateTime.parse(value.stringValue()).toInstant();
                    if (!time.isBefore(Instant.EPOCH) && !time.isAfter(LAST)) {
                        return time;
                    }
                }
            } catch (DateTimeException e) {
                // said below
            }
            return wrong(field, value, TIME, Instant.EPOCH);
        });
    }

    private static boolean isNoTime(JsonNode value) {
        return value.isString() && Times.isNone(value.stringValue());
    }

    private static Optional<Instant> senderTime(JsonNode value) {
        if (value.isString()) {
            return Times.read(value.stringValue());
        }
        return value.canConvertToLong() ? Times.ofMillis(value.longValue()) : Optional.empty();
    }

    /** A number that counts from 1, or its digits. */
    Optional<Long> maybeNumber(String field) {
        return maybeWord(field, LONGEST_NUMBER)
                .map(word ->
                        NUMBER.matcher(word).matches() ? Long.valueOf(word) : missing(field, "a whole number", 0L));
    }

    Optional<Boolean> maybeTruth(String field) {
        return value(field)
                .map(value -> value.isBoolean() ? value.booleanValue() : wrong(field, value, "true or false", false));
    }

    /** The address of a page: one that is not http can run code in a reader's browser. */
    Optional<String> maybeAddress(String field, int longest) {
        return value(field)
                .map(value -> value.isString()
                                && value.stringValue().length() <= longest
                                && isStorable(value.stringValue())
                                && ADDRESS.matcher(value.stringValue()).matches()
                        ? value.stringValue()
                        : wrong(
                                field,
                                value,
                                "an http or https address of at most %d characters".formatted(longest),
                                ""));
    }

    <T> Optional<T> maybeOneOf(String field, String expected, Function<String, Optional<T>> meaning, T standIn) {
        return value(field)
                .map(value -> Optional.of(value)
                        .filter(JsonNode::isString)
                        .flatMap(text -> meaning.apply(text.stringValue()))
                        .orElseGet(() -> wrong(field, value, expected, standIn)));
    }

    /** A text that is shown or searched: characters that cannot be stored are replaced, and what is too long is cut. */
    Optional<String> maybeShown(String field, int longest) {
        return value(field).map(value -> {
            if (!value.isString()) {
                return wrong(field, value, "a text", "");
            }
            String text = PayloadJson.storable(value.stringValue());
            return text.length() <= longest ? text : PayloadJson.storable(text.substring(0, longest));
        });
    }

    /** The address of a page; empty when it cannot be shown. */
    Optional<String> maybeShownAddress(String field, int longest) {
        return value(field)
                .filter(JsonNode::isString)
                .map(JsonNode::stringValue)
                .filter(address -> address.length() <= longest
                        && isStorable(address)
                        && ADDRESS.matcher(address).matches());
    }

    /** Names in a list, possibly nested, by which something is found: invalid ones are left out, as are those beyond this many. */
    List<String> foundBy(String field, int most, int longest) {
        return value(field).stream()
                .flatMap(Fields::leaves)
                .filter(name -> name.isString() || name.isIntegralNumber())
                .map(name -> PayloadJson.storable(name.asString())
                        .replaceAll("\\p{Cntrl}", " ")
                        .strip())
                .filter(name -> !name.isEmpty() && name.length() <= longest)
                .limit(most)
                .toList();
    }

    private static Stream<JsonNode> leaves(JsonNode value) {
        return value.isArray() ? value.valueStream().flatMap(Fields::leaves) : Stream.of(value);
    }

    /** Names in a list; none when it is missing. */
    List<String> names(String field, int most, int longest) {
        String expected = "a list of at most %d texts of 1 to %d characters".formatted(most, longest);
        return list(field, most, expected)
                .map(items -> {
                    List<String> names = new ArrayList<>();
                    for (int i = 0; i < items.size(); i++) {
                        names.add(oneLine(field + "[" + i + "]", items.get(i), longest));
                    }
                    return names;
                })
                .orElseGet(List::of);
    }

    /** Objects in a list, which must not be empty. */
    <T> List<T> objects(String field, int most, String expected, Function<Fields, T> each) {
        Optional<JsonNode> items = list(field, most, expected);
        if (items.isEmpty() && value(field).isEmpty()) {
            missing(field, expected, "");
        }
        List<T> objects = new ArrayList<>();
        items.ifPresent(list -> {
            if (list.isEmpty()) {
                note(at(field), list, expected);
            }
            for (int i = 0; i < list.size(); i++) {
                Fields fields = new Fields(list.get(i), at(field + "[" + i + "]"), errors, isOfSender);
                if (list.get(i).isObject()) {
                    objects.add(each.apply(fields));
                    fields.noteUnknown();
                }
            }
        });
        return objects;
    }

    /** A sender's own format may turn a list of one into just that item. */
    private Optional<JsonNode> list(String field, int most, String expected) {
        return value(field)
                .map(value ->
                        isOfSender && !value.isArray() ? JSON.createArrayNode().add(value) : value)
                .filter(value -> value.isArray() && value.size() <= most || wrong(field, value, expected, false));
    }

    /** The value of a field, unless that is missing or null. */
    private Optional<JsonNode> value(String field) {
        known.add(field);
        return Optional.of(object.path(field)).filter(value -> !value.isMissingNode() && !value.isNull());
    }

    private String oneLine(String field, JsonNode value, int longest) {
        String text = value.isString() ? value.stringValue().strip() : "";
        boolean isName = !text.isEmpty()
                && text.length() <= longest
                && isStorable(text)
                && text.codePoints().noneMatch(Character::isISOControl);
        return isName ? text : wrong(field, value, name(longest), "");
    }

    private static String name(int longest) {
        return "a text of 1 to %d characters, in one line".formatted(longest);
    }

    /** PostgreSQL's text takes neither null bytes nor halves of surrogate pairs. */
    private static boolean isStorable(String text) {
        return text.codePoints().noneMatch(c -> c == 0 || c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }

    private <T> T missing(String field, String expected, T standIn) {
        if (object.isObject()) {
            add(new BadBody.Error(at(field), null, expected));
        }
        return standIn;
    }

    private <T> T wrong(String field, JsonNode value, String expected, T standIn) {
        note(at(field), value, expected);
        return standIn;
    }

    private void note(String parameter, JsonNode value, String expected) {
        add(new BadBody.Error(parameter, shown(value.toString()), expected));
    }

    private void add(BadBody.Error error) {
        if (errors.size() < MOST_ERRORS) {
            errors.add(error);
        }
    }

    private String at(String field) {
        return path.isEmpty() ? field : path + "." + field;
    }

    private static String shown(String text) {
        String shown = text.length() <= LONGEST_QUOTE ? text : text.substring(0, LONGEST_QUOTE) + "…";
        return UNSHOWN.matcher(shown).replaceAll("\ufffd");
    }
}
