package dev.throughline.collector.preview;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.throughline.collector.source.Normalization;
import dev.throughline.engine.fact.CommitSha;
import dev.throughline.engine.fact.Fact;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.ser.std.ToStringSerializer;

/**
 * How a body would be read: facts, or the reason why it is ignored, or what is wrong with it.
 *
 * @param facts each with its kind under {@code fact} and its content under its fields' names; only unknown values are left out
 * @param ignored why it reports nothing; null when it reports something, or cannot be read
 */
public record Preview(List<ObjectNode> facts, @Nullable String ignored, List<Error> errors) {

    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
            .addModule(new SimpleModule().addSerializer(CommitSha.class, new ToStringSerializer(CommitSha.class)))
            .build();

    public Preview {
        facts = List.copyOf(facts);
        errors = List.copyOf(errors);
    }

    /**
     * What is wrong.
     *
     * @param line of the file of a declared source, from 1; null when the body is wrong rather than the file
     * @param column of that line, from 1
     * @param detail with the field of the body, or of the report made from it
     */
    public record Error(@Nullable Integer line, @Nullable Integer column, String detail) {}

    public static Preview of(Normalization normalization) {
        return switch (normalization) {
            case Normalization.Facts told ->
                new Preview(told.facts().stream().map(Preview::shown).toList(), null, List.of());
            case Normalization.Ignored ignored -> new Preview(List.of(), ignored.reason(), List.of());
            case Normalization.Malformed malformed ->
                new Preview(
                        List.of(),
                        null,
                        List.of(
                                malformed.at() == null
                                        ? new Error(null, null, malformed.field() + " " + malformed.detail())
                                        : new Error(
                                                malformed.at().line(),
                                                malformed.at().column(),
                                                malformed.detail())));
        };
    }

    private static ObjectNode shown(Fact fact) {
        ObjectNode shown = JSON.createObjectNode();
        shown.put("fact", kind(fact));
        shown.setAll((ObjectNode) JSON.valueToTree(fact));
        return shown;
    }

    /** E.g. {@code deployment_status}. */
    private static String kind(Fact fact) {
        return fact.getClass()
                .getSimpleName()
                .replaceAll("(?<=[a-z])(?=[A-Z])", "_")
                .toLowerCase(Locale.ROOT);
    }
}
