package dev.throughline.dashboard.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Describes our records as they are written: names in snake_case unless they name themselves, every component required unless it is left out when null, and
 * nullable where it is {@link Nullable}. Springdoc knows none of the three.
 */
class RecordSchemas implements ModelConverter {

    private static final String REF = "#/components/schemas/";

    @Override
    public @Nullable Schema<?> resolve(
            AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
        if (!chain.hasNext()) {
            return null;
        }
        Schema<?> resolved = chain.next().resolve(type, context, chain);
        Class<?> kind = Json.mapper().constructType(type.getType()).getRawClass();
        if (resolved != null && kind.isRecord() && kind.getPackageName().startsWith("dev.throughline.")) {
            Schema<?> model = resolved.get$ref() == null
                    ? resolved
                    : context.getDefinedModels().get(resolved.get$ref().replace(REF, ""));
            if (model != null && model.getProperties() != null && model.getRequired() == null) {
                describe(model, kind);
            }
        }
        return resolved;
    }

    @SuppressWarnings("rawtypes") // as swagger-core declares it
    private static void describe(Schema<?> model, Class<?> kind) {
        Map<String, Schema> described = new LinkedHashMap<>(model.getProperties());
        List<String> required = new ArrayList<>();
        for (RecordComponent component : kind.getRecordComponents()) {
            JsonProperty named = component.getAccessor().getAnnotation(JsonProperty.class);
            String name = named == null ? snakeCase(component.getName()) : named.value();
            // some name themselves in snake_case already
            Schema<?> property = described.remove(described.containsKey(name) ? name : component.getName());
            if (property != null) {
                described.put(name, isNullable(component) ? orNull(property) : property);
                if (!isLeftOut(component)) {
                    required.add(name);
                }
            }
        }
        model.setProperties(described);
        model.setRequired(required);
    }

    private static boolean isNullable(RecordComponent component) {
        return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    private static boolean isLeftOut(RecordComponent component) {
        return component.getAccessor().isAnnotationPresent(JsonInclude.class)
                || component.getDeclaringRecord().isAnnotationPresent(JsonInclude.class);
    }

    private static Schema<?> orNull(Schema<?> property) {
        if (property.get$ref() != null) {
            Schema<?> nothing = new JsonSchema();
            nothing.setTypes(Set.of("null"));
            return new JsonSchema().anyOf(List.of(property, nothing));
        }
        property.addType("null");
        if (property.getEnum() != null) {
            withNull(property);
        }
        return property;
    }

    private static <T> void withNull(Schema<T> property) {
        List<T> choices = new ArrayList<>(property.getEnum());
        choices.add(null);
        property.setEnum(choices);
    }

    private static String snakeCase(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }
}
