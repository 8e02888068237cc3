package dev.throughline.dashboard.api;

import dev.throughline.dashboard.problem.BadParameter;
import dev.throughline.engine.history.Changes;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What was merged, where its time went, and what still waits for a deployment. */
@RestController
@Profile("web")
class ChangeController {

    private static final String DEPLOYED = "deployed";
    private static final String UNDEPLOYED = "undeployed";

    private final Changes changes;

    ChangeController(Changes changes) {
        this.changes = changes;
    }

    @GetMapping("/api/v1/changes")
    Items<ChangeItem> changes(
            HttpServletRequest request,
            @RequestParam(defaultValue = "") List<String> service,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable String limit) {
        KnownParameters.only(request, "service", "state", "after", "limit");
        Paging paging = Paging.byTime(after, limit);
        return Items.of(changes.page(service, isDeployed(state), paging.after(), paging.limit()), ChangeItem::of);
    }

    private static @Nullable Boolean isDeployed(@Nullable String state) {
        if (state != null && !List.of(UNDEPLOYED, DEPLOYED).contains(state)) {
            throw new BadParameter("state", state, "one of " + UNDEPLOYED + ", " + DEPLOYED);
        }
        return state == null ? null : state.equals(DEPLOYED);
    }
}
