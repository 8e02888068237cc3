package dev.throughline.dashboard.api;

import dev.throughline.engine.history.Services;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Which services there are. */
@RestController
@Profile("web")
class ServiceController {

    private final Services services;

    ServiceController(Services services) {
        this.services = services;
    }

    @GetMapping("/api/v1/services")
    Items<ServiceItem> services(
            HttpServletRequest request,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable String limit) {
        KnownParameters.only(request, "after", "limit");
        Paging paging = Paging.byName(after, limit);
        return Items.of(services.page(paging.after(), paging.limit()), ServiceItem::of);
    }
}
