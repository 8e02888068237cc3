package dev.throughline.dashboard.page.overview;

import dev.throughline.dashboard.page.frame.Address;
import dev.throughline.dashboard.page.frame.ServicePath;
import dev.throughline.engine.history.NamedService;
import dev.throughline.engine.history.Services;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Leads from a part of a name to the matching service, or to the list of candidates. */
@RestController
@Profile("web")
class JumpController {

    private final Services services;

    JumpController(Services services) {
        this.services = services;
    }

    @GetMapping("/jump")
    ResponseEntity<Void> jump(@RequestParam(defaultValue = "") String q) {
        String part = q.strip();
        return ResponseEntity.status(HttpStatus.FOUND)
                .location(URI.create(target(part)))
                .build();
    }

    private String target(String part) {
        if (part.isEmpty()) {
            return "/";
        }
        String wanted = part.toLowerCase(Locale.ROOT);
        List<String> found = services.list().stream()
                .map(NamedService::name)
                .filter(name -> name.toLowerCase(Locale.ROOT).contains(wanted))
                .toList();
        return found.stream()
                .filter(part::equalsIgnoreCase)
                .findFirst()
                .or(() -> found.size() == 1 ? found.stream().findFirst() : Optional.empty())
                .map(name -> ServicePath.of(name, "?"))
                .orElseGet(() -> Address.of("/").with("q", part).href("?"));
    }
}
