package dev.throughline.collector.payload;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.throughline.engine.fact.CommitSha;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.PropertyNamingStrategy;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * Reads JSON into records in which any component may be null, and reports the path of anything that it cannot read. Unknown fields are
 * skipped; a number is accepted as a string.
 */
public final class PayloadJson {

    private static final int LONGEST_QUOTE = 80;

    private final JsonMapper mapper;

    private PayloadJson(PropertyNamingStrategy naming) {
        mapper = JsonMapper.builder(JsonFactory.builder()
                        .streamReadConstraints(StreamReadConstraints.builder()
                                .maxNestingDepth(200)
                                .maxStringLength(30_000_000)
                                .build())
                        .build())
                .propertyNamingStrategy(naming)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .annotationIntrospector(new KnownFieldsOnly())
                .addModule(new SimpleModule()
                        .addDeserializer(String.class, new TextDeserializer())
                        .addDeserializer(Instant.class, new TimeDeserializer())
                        .addDeserializer(CommitSha.class, new HashDeserializer()))
                .build();
    }

    /** For fields such as {@code full_name}. */
    public static PayloadJson snakeCase() {
        return new PayloadJson(PropertyNamingStrategies.SNAKE_CASE);
    }

    /** For fields such as {@code fullName}. */
    public static PayloadJson camelCase() {
        return new PayloadJson(PropertyNamingStrategies.LOWER_CAMEL_CASE);
    }

    /** @throws UnreadablePayload when it is not JSON, or not of this shape */
    public <T> T read(String json, Class<T> type) {
        T read;
        try {
            read = mapper.readValue(json, type);
        } catch (JacksonException e) {
            throw UnreadablePayload.at(path(e.getPath()), detail(e));
        } catch (StackOverflowError e) {
            throw UnreadablePayload.at("$", "is nested too deeply");
        }
        if (read == null) {
            throw UnreadablePayload.at("$", "is null, an object was expected");
        }
        return read;
    }

    private static String path(List<JacksonException.Reference> references) {
        StringBuilder path = new StringBuilder();
        for (JacksonException.Reference reference : references) {
            if (reference.getPropertyName() == null) {
                path.append('[').append(reference.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(reference.getPropertyName());
            }
        }
        return path.isEmpty() ? "$" : storable(path.toString());
    }

    /** Jackson quotes values verbatim, so the message is in our own words, or left out. */
    private static String detail(JacksonException e) {
        return switch (e) {
            case InvalidFormatException format when isQuotedByUs(format.getTargetType()) -> format.getOriginalMessage();
            case MismatchedInputException mismatch
            when mismatch.getTargetType() != null -> "is not " + expected(mismatch.getTargetType());
            case DatabindException _ -> "is not of the expected shape";
            default -> "is not JSON that can be read" + position(e);
        };
    }

    private static boolean isQuotedByUs(Class<?> type) {
        return type == Instant.class || type == CommitSha.class;
    }

    private static String position(JacksonException e) {
        return e.getLocation() == null
                ? ""
                : " (line %d, column %d)"
                        .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
    }

    private static String expected(Class<?> type) {
        if (type == String.class) {
            return "a text";
        }
        if (type == Boolean.class) {
            return "true or false";
        }
        if (type == Instant.class) {
            return "a time";
        }
        if (type == CommitSha.class) {
            return "a commit hash";
        }
        if (List.class.isAssignableFrom(type)) {
            return "a list";
        }
        return Number.class.isAssignableFrom(type) ? "a whole number" : "an object";
    }

    /** A text as PostgreSQL can store it: a NUL or half a surrogate pair becomes U+FFFD, nothing else changes. */
    public static String storable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0 || Character.isSurrogate(c)) {
                return replaced(text, i);
            }
        }
        return text;
    }

    private static String replaced(String text, int from) {
        StringBuilder storable = new StringBuilder(text.length()).append(text, 0, from);
        text.codePoints()
                .skip(text.codePointCount(0, from))
                .map(c -> c == 0 || c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c)
                .forEach(storable::appendCodePoint);
        return storable.toString();
    }

    private static String quote(String text) {
        String storable = storable(text.length() <= LONGEST_QUOTE ? text : text.substring(0, LONGEST_QUOTE) + "…");
        return "'" + storable + "'";
    }

    /** Skips unknown fields while reading: without this, those of a record are first copied and then dropped. */
    private static final class KnownFieldsOnly extends JacksonAnnotationIntrospector {

        private static final long serialVersionUID = 1L;

        @Override
        public JsonIgnoreProperties.Value findPropertyIgnoralByName(MapperConfig<?> config, Annotated of) {
            return super.findPropertyIgnoralByName(config, of).withIgnoreUnknown();
        }
    }

    private static final class TextDeserializer extends StdScalarDeserializer<String> {

        TextDeserializer() {
            super(String.class);
        }

        @Override
        public @Nullable String deserialize(JsonParser parser, DeserializationContext context) {
            if (!parser.currentToken().isScalarValue()) {
                return (String) context.handleUnexpectedToken(String.class, parser);
            }
            String text = parser.getValueAsString();
            return text == null ? null : storable(text);
        }
    }

    /** In any of the formats of {@link Times}; a value that means no time is null. */
    private static class TimeDeserializer extends StdScalarDeserializer<Instant> {

        TimeDeserializer() {
            super(Instant.class);
        }

        /** Handles a time that is out of bounds: it is refused. */
        @Nullable
        Instant bent(Instant time) {
            return null;
        }

        @Override
        public @Nullable Instant deserialize(JsonParser parser, DeserializationContext context) {
            String text = parser.currentToken().isScalarValue() ? parser.getValueAsString("") : "";
            Instant time = Times.read(text, null)
                    .map(told -> Times.isKept(told) ? told : bent(told))
                    .orElse(null);
            if (time == null && !(parser.currentToken() == JsonToken.VALUE_STRING && Times.isNone(text))) {
                throw InvalidFormatException.from(
                        parser, quote(text) + " is not a time between 1970 and 9999", text, Instant.class);
            }
            return time;
        }
    }

    /** The time that an author wrote into a commit: git accepts any, so it becomes the nearest storable time. */
    public static final class AuthorTimeDeserializer extends TimeDeserializer {

        @Override
        Instant bent(Instant time) {
            return time.isBefore(Instant.EPOCH) ? Instant.EPOCH : Times.LAST;
        }
    }

    /** A hash, ignoring case; git's all-zero placeholder is null. */
    private static final class HashDeserializer extends StdScalarDeserializer<CommitSha> {

        HashDeserializer() {
            super(CommitSha.class);
        }

        @Override
        public @Nullable CommitSha deserialize(JsonParser parser, DeserializationContext context) {
            String text = parser.currentToken().isScalarValue() ? parser.getValueAsString("") : "";
            try {
                return CommitSha.parse(text).orElse(null);
            } catch (IllegalArgumentException e) {
                throw InvalidFormatException.from(parser, quote(text) + " is not a commit hash", text, CommitSha.class);
            }
        }
    }
}
