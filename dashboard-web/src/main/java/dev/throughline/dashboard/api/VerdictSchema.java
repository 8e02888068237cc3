package dev.throughline.dashboard.api;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import java.util.LinkedHashSet;
import java.util.List;
import org.springdoc.core.customizers.OpenApiCustomizer;

/** Says what the value of a verdict may be, which no type of Java does: true, false, a list of texts, or null. */
class VerdictSchema implements OpenApiCustomizer {

    @Override
    @SuppressWarnings({"rawtypes", "unchecked"}) // as swagger-core declares it
    public void customise(OpenAPI document) {
        if (document.getComponents() == null || document.getComponents().getSchemas() == null) {
            return;
        }
        Schema verdict = document.getComponents().getSchemas().get("VerdictItem");
        if (verdict != null) {
            Schema text = new JsonSchema();
            text.setTypes(new LinkedHashSet<>(List.of("string")));
            Schema value = new JsonSchema();
            value.setTypes(new LinkedHashSet<>(List.of("boolean", "array", "null")));
            value.setItems(text);
            verdict.getProperties().put("value", value);
        }
    }
}
