package dev.throughline.server.journey;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** All rules of axe-core, those of good practice too, held against a page as it looks just now. */
final class Axe {

    private static final String SCRIPT = script();
    private static final String RUN = """
            async options => {
              const isClosed = [...document.querySelectorAll('details:not(.menu):not([open])')];
              isClosed.forEach(each => { each.open = true; });
              const found = await axe.run(document, { ...options, resultTypes: ['violations'] });
              isClosed.forEach(each => { each.open = false; });
              return found.violations.flatMap(rule => rule.nodes.map(node =>
                rule.id + ' at ' + node.target.join(' ') + ': ' + node.failureSummary.replaceAll(/\\s+/g, ' ')));
            }""";

    private Axe() {}

    /** What is wrong with a page and what is folded on it, menus apart: a line for each place. */
    static List<String> violations(Page page) {
        return violations(page, Map.of());
    }

    /** The same by the rules alone that a change of colours can break. */
    static List<String> violationsOfColour(Page page) {
        return violations(page, Map.of("runOnly", List.of("color-contrast", "link-in-text-block")));
    }

    private static List<String> violations(Page page, Map<String, ?> options) {
        if (Boolean.TRUE.equals(page.evaluate("typeof axe === 'undefined'"))) {
            page.evaluate(SCRIPT);
        }
        return ((List<?>) page.evaluate(RUN, options))
                .stream().map(String::valueOf).toList();
    }

    private static String script() {
        try (InputStream script = Axe.class.getResourceAsStream("/axe.min.js")) {
            return new String(Objects.requireNonNull(script, "axe.min.js").readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
