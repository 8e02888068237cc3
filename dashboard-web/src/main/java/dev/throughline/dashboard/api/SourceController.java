package dev.throughline.dashboard.api;

import dev.throughline.dashboard.source.ApiState;
import dev.throughline.dashboard.source.ConnectedSource;
import dev.throughline.dashboard.source.ConnectedSources;
import dev.throughline.dashboard.source.Heard;
import dev.throughline.dashboard.source.SilentRepository;
import dev.throughline.engine.history.Page;
import dev.throughline.engine.history.Position;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Which sources can post here, and which of them do. */
@RestController
@Profile("web")
class SourceController {

    /** Names are unique. */
    private static final String FIRST = "0";

    private static final int MOST_SILENT = 100;

    private final ConnectedSources sources;

    SourceController(ConnectedSources sources) {
        this.sources = sources;
    }

    /** Every source, in the order of names. */
    @GetMapping("/api/v1/sources")
    Items<SourceItem> sources(
            HttpServletRequest request,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable String limit) {
        KnownParameters.only(request, "after", "limit");
        Paging paging = Paging.byName(after, limit);
        Map<String, Heard> heard = sources.heard();
        Map<String, ApiState> apis = sources.apis();
        List<SilentRepository> silent = sources.silentRepositories(MOST_SILENT);
        return Items.of(
                page(paging),
                source -> SourceItem.of(
                        source, heard.getOrDefault(source.name(), Heard.NOTHING), silent, apis.get(source.name())));
    }

    private Page<ConnectedSource> page(Paging paging) {
        Position after = paging.after();
        List<ConnectedSource> rest = sources.all().stream()
                .filter(source -> after == null || source.name().compareTo(after.key()) > 0)
                .sorted(Comparator.comparing(ConnectedSource::name))
                .toList();
        return Page.of(rest, paging.limit(), source -> new Position(source.name(), FIRST));
    }
}
