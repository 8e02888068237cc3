package dev.throughline.dashboard.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.throughline.dashboard.problem.BadBody;
import dev.throughline.dashboard.problem.TooLarge;
import dev.throughline.dashboard.verdict.Sayable;
import dev.throughline.engine.fact.Cause;
import dev.throughline.engine.verdict.Word;
import dev.throughline.engine.verdict.Word.Field;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The body of a verdict: the fields that it names, and why. A field that is not named stays as it is, which is different from {@code null}:
 * so it is read by hand.
 */
record VerdictBody(List<Word> words, @Nullable String reason) {

    private static final int LIMIT_KIB = 64;
    private static final int LONGEST_QUOTE = 80;
    private static final String REASON = "reason";
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** What may be said about a deployment; only for the API document. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record OfDeployment(
            @Nullable Boolean failed,
            @Nullable Boolean unplanned,
            Boolean excluded,
            @Nullable String reason) {}

    /** What may be said about an incident; only for the API document. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record OfIncident(
            @Nullable List<String> causedBy,
            Boolean excluded,
            @Nullable String reason) {}

    /**
     * Reads it.
     *
     * @param known what may be said here
     * @throws BadBody naming the first field that cannot be used
     */
    static VerdictBody read(InputStream in, Field... known) throws IOException {
        byte[] bytes = in.readNBytes(LIMIT_KIB * 1024 + 1);
        if (bytes.length > LIMIT_KIB * 1024) {
            throw new TooLarge(LIMIT_KIB);
        }
        JsonNode body = tree(bytes);
        List<Word> words = new ArrayList<>();
        body.properties().stream()
                .filter(property -> !property.getKey().equals(REASON))
                .forEach(property -> words.add(word(property.getKey(), property.getValue(), known)));
        if (words.isEmpty()) {
            throw new BadBody("$", quote(body), "an object with at least one of " + names(known));
        }
        return new VerdictBody(words, reason(body));
    }

    private static JsonNode tree(byte[] bytes) {
        try {
            JsonNode body = JSON.readTree(bytes);
            if (body.isObject()) {
                return body;
            }
            throw new BadBody("$", quote(body), "a JSON object");
        } catch (JacksonException e) {
            throw new BadBody("$", "", "a JSON object, each field once");
        }
    }

    private static Word word(String name, JsonNode value, Field... known) {
        Field field = Arrays.stream(known)
                .filter(each -> each.word().equals(name))
                .findAny()
                .orElseThrow(() ->
                        new BadBody(shown(name), quote(value), "left out: known are " + names(known) + " and reason"));
        return switch (field) {
            case FAILED, UNPLANNED -> Word.of(field, truth(name, value, true));
            case EXCLUDED -> Word.of(field, truth(name, value, false));
            case CAUSED_BY -> Word.causedBy(causes(name, value));
        };
    }

    private static @Nullable Boolean truth(String name, JsonNode value, boolean mayBeNull) {
        if (value.isBoolean()) {
            return value.booleanValue();
        }
        if (mayBeNull && value.isNull()) {
            return null;
        }
        throw new BadBody(name, quote(value), mayBeNull ? "true, false or null" : "true or false");
    }

    private static @Nullable List<Cause> causes(String name, JsonNode value) {
        if (value.isNull()) {
            return null;
        }
        if (!value.isArray() || value.size() > Sayable.MOST_CAUSES) {
            throw new BadBody(
                    name,
                    quote(value),
                    "a list of at most " + Sayable.MOST_CAUSES + " ids of deployments or hashes, or null");
        }
        return value.valueStream().map(cause -> cause(name, cause)).distinct().toList();
    }

    private static Cause cause(String name, JsonNode value) {
        return text(value)
                .flatMap(Sayable::cause)
                .orElseThrow(() -> new BadBody(name, quote(value), "a list of ids of deployments or hashes"));
    }

    private static @Nullable String reason(JsonNode body) {
        JsonNode reason = body.path(REASON);
        if (reason.isMissingNode() || reason.isNull()) {
            return null;
        }
        return text(reason)
                .flatMap(Sayable::reason)
                .orElseThrow(() -> new BadBody(
                        REASON, quote(reason), "a text of at most " + Sayable.LONGEST_REASON + " characters"));
    }

    private static Optional<String> text(JsonNode value) {
        return Optional.of(value).filter(JsonNode::isString).map(JsonNode::stringValue);
    }

    private static String names(Field... known) {
        return Stream.of(known).map(Field::word).collect(Collectors.joining(", "));
    }

    private static String quote(JsonNode value) {
        return shown(value.isMissingNode() ? "" : value.toString());
    }

    private static String shown(String text) {
        return text.length() <= LONGEST_QUOTE ? text : text.substring(0, LONGEST_QUOTE) + "…";
    }
}
