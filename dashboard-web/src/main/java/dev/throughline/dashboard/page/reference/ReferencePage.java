package dev.throughline.dashboard.page.reference;

import com.fasterxml.jackson.core.JsonProcessingException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import org.springdoc.webmvc.api.OpenApiWebMvcResource;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import tools.jackson.databind.json.JsonMapper;

/** The REST API for people: what the OpenAPI document says, with examples, without a script. */
@Controller
@Profile("web")
class ReferencePage {

    private static final String DOCUMENT = "/v3/api-docs";

    private final OpenApiWebMvcResource document;

    ReferencePage(OpenApiWebMvcResource document) {
        this.document = document;
    }

    @GetMapping("/api")
    String show(HttpServletRequest request, Model model) throws JsonProcessingException {
        model.addAttribute(
                "reference",
                Reference.of(JsonMapper.shared().readTree(document.openapiJson(request, DOCUMENT, Locale.ENGLISH))));
        return "reference";
    }
}
