package dev.throughline.dashboard.page.docs;

import dev.throughline.dashboard.problem.NotFound;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** Shows the documents, so that what the terminal or a page refers to can be opened; and what a type of problem means. */
@Controller
@Profile("web")
class DocsPage {

    /** By what a reader wants to do. */
    private static final List<String> SHOWN = List.of(
            "sources",
            "ci",
            "history",
            "import",
            "metrics",
            "configuration",
            "operations",
            "compose",
            "api",
            "problems",
            "badges",
            "grafana",
            "observability",
            "compatibility");

    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| `/problems/([a-z-]+)` \\| (\\d+) \\| (.+?) \\| (.+?) \\|$");

    @GetMapping("/docs")
    String list(Model model) {
        List<Map.Entry<String, String>> documents = new ArrayList<>();
        for (String name : SHOWN) {
            Documents.find(name).ifPresent(text -> documents.add(Map.entry(name, Documents.title(text, name))));
        }
        model.addAttribute("documents", documents);
        return "docs";
    }

    @GetMapping("/docs/{*name}")
    String show(@PathVariable String name, Model model) {
        String document = name.substring(1);
        String text =
                Documents.find(document).orElseThrow(() -> new NotFound("no document is called '" + document + "'"));
        model.addAttribute("title", Documents.title(text, document));
        model.addAttribute("text", Documents.render(text));
        return "doc";
    }

    /** Where the {@code type} of a problem document leads. */
    @GetMapping("/problems/{type}")
    String problem(@PathVariable String type, Model model) {
        List<MatchResult> rows = ROW.matcher(Documents.find("problems").orElse(""))
                .results()
                .filter(row -> row.group(1).equals(type))
                .toList();
        if (rows.isEmpty()) {
            throw new NotFound("there is no problem named '" + type + "'");
        }
        StringBuilder text = new StringBuilder("# ").append(type).append("\n\n");
        rows.forEach(row -> text.append("**Status ")
                .append(row.group(2))
                .append(".** ")
                .append(row.group(3))
                .append(".\n\n**What to do:** ")
                .append(row.group(4))
                .append(".\n\n"));
        text.append("[All problems](problems.md)\n");
        model.addAttribute("title", type);
        model.addAttribute("text", Documents.render(text.toString()));
        return "doc";
    }
}
