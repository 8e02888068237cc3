package dev.throughline.dashboard.api;

import dev.throughline.dashboard.problem.BadParameter;
import dev.throughline.dashboard.problem.NotFound;
import dev.throughline.engine.fact.Term;
import dev.throughline.engine.history.DeploymentFilter;
import dev.throughline.engine.history.Deployments;
import dev.throughline.engine.history.ListedDeployment;
import dev.throughline.engine.linking.DeploymentKind;
import dev.throughline.engine.verdict.VerdictBook;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What was deployed, and what each deployment delivered first. */
@RestController
@Profile("web")
class DeploymentController {

    private static final List<String> KINDS =
            Arrays.stream(DeploymentKind.values()).map(Term::word).toList();
    private static final List<String> TRUTHS = List.of("true", "false");

    private final Deployments deployments;
    private final VerdictBook verdicts;

    DeploymentController(Deployments deployments, VerdictBook verdicts) {
        this.deployments = deployments;
        this.verdicts = verdicts;
    }

    @GetMapping("/api/v1/deployments")
    Items<DeploymentItem> deployments(
            HttpServletRequest request,
            @RequestParam(defaultValue = "") List<String> service,
            @RequestParam(required = false) @Nullable String environment,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String until,
            @RequestParam(required = false) @Nullable String timezone,
            @RequestParam(required = false) @Nullable String kind,
            @RequestParam(required = false) @Nullable String failed,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable String limit) {
        KnownParameters.only(
                request, "service", "environment", "from", "until", "timezone", "kind", "failed", "after", "limit");
        ZoneId zone = TimeParameter.zone(timezone);
        Instant first = TimeParameter.of("from", from, zone);
        Instant end = TimeParameter.of("until", until, zone);
        if (first != null && end != null && !end.isAfter(first)) {
            throw new BadParameter("until", String.valueOf(until), "after from " + from);
        }
        DeploymentFilter filter = new DeploymentFilter(
                service,
                environment,
                first,
                end,
                kind == null ? null : Term.of(DeploymentKind.class, oneOf(KINDS, "kind", kind)),
                failed == null ? null : Boolean.valueOf(oneOf(TRUTHS, "failed", failed)));
        Paging paging = Paging.byTime(after, limit);
        return Items.of(deployments.page(filter, paging.after(), paging.limit()), DeploymentItem::of);
    }

    @GetMapping("/api/v1/deployments/{id}")
    DeploymentItem deployment(HttpServletRequest request, @PathVariable String id) {
        KnownParameters.only(request);
        ListedDeployment deployment = known(id);
        return DeploymentItem.of(deployment).with(verdicts.of(deployment.id()));
    }

    @GetMapping("/api/v1/deployments/{id}/changes")
    Items<CommitItem> changes(
            HttpServletRequest request,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable String limit) {
        KnownParameters.only(request, "after", "limit");
        Paging paging = Paging.byTime(after, limit);
        return Items.of(deployments.commits(known(id).id(), paging.after(), paging.limit()), CommitItem::of);
    }

    private ListedDeployment known(String id) {
        return Ids.of(id).flatMap(deployments::byId).orElseThrow(() -> new NotFound("no deployment has the id " + id));
    }

    private static String oneOf(List<String> words, String parameter, String value) {
        if (!words.contains(value)) {
            throw new BadParameter(parameter, value, "one of " + String.join(", ", words));
        }
        return value;
    }
}
