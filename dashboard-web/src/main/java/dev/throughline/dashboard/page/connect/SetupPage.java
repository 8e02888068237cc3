package dev.throughline.dashboard.page.connect;

import dev.throughline.dashboard.delivery.DeliveryBook;
import dev.throughline.dashboard.delivery.DeliveryBook.Filter;
import dev.throughline.dashboard.problem.BadParameter;
import dev.throughline.dashboard.source.ApiState;
import dev.throughline.dashboard.source.ConnectedSource;
import dev.throughline.dashboard.source.ConnectedSources;
import dev.throughline.dashboard.source.Heard;
import dev.throughline.engine.history.Incidents;
import dev.throughline.engine.outage.Outage;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.http.CacheControl;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Every source, and how to connect the chosen one. */
@Controller
@Profile("web")
class SetupPage {

    private static final int MOST_UNMAPPED = 20;
    private static final int MOST_SILENT = 20;

    private final ConnectedSources sources;
    private final Incidents incidents;
    private final DeliveryBook deliveries;
    private final Clock clock;

    SetupPage(ConnectedSources sources, Incidents incidents, DeliveryBook deliveries, Clock clock) {
        this.deliveries = deliveries;
        this.sources = sources;
        this.incidents = incidents;
        this.clock = clock;
    }

    @GetMapping("/setup")
    String setup(
            @RequestParam(name = "source", required = false) @Nullable String name,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        List<ConnectedSource> all = sources.all();
        ConnectedSource chosen = chosen(all, name);
        Optional<String> secret = mayReveal(request) ? sources.revealSecretOnce(chosen.name()) : Optional.empty();
        response.setHeader("Cache-Control", CacheControl.noStore().getHeaderValue());
        model.addAttribute("cards", cards(all, chosen));
        model.addAttribute("source", chosen);
        model.addAttribute(
                "api", known(sources::apis).map(apis -> apis.get(chosen.name())).orElse(null));
        model.addAttribute(
                "history",
                known(() -> sources.history(chosen.name()))
                        .flatMap(found -> found)
                        .orElse(null));
        model.addAttribute("unmapped", unmapped());
        model.addAttribute("silent", silent());
        model.addAttribute("secret", secret.orElse(null));
        model.addAttribute("needs", MetricNeed.of(chosen, told(all, chosen)));
        model.addAttribute("forms", chosen.guide().forms());
        model.addAttribute("base", base(chosen));
        model.addAttribute("isLocal", isLocal(chosen));
        model.addAttribute("arrival", arrival(chosen));
        return "setup";
    }

    /** Whether the source has sent something: polled while the reader sets it up. */
    @GetMapping("/setup/arrival")
    String arrival(@RequestParam(name = "source") String name, HttpServletResponse response, Model model) {
        response.setHeader("Cache-Control", CacheControl.noStore().getHeaderValue());
        model.addAttribute("arrival", arrival(chosen(sources.all(), name)));
        return "setup :: arrival";
    }

    /** As the pages call it. */
    @GetMapping("/connect")
    String connect(HttpServletRequest request) {
        String query = request.getQueryString();
        return "redirect:/setup" + (query == null ? "" : "?" + query);
    }

    /** Null while the database is away. */
    private @Nullable ArrivalLine arrival(ConnectedSource source) {
        return known(() -> ArrivalLine.of(
                        source,
                        sources.heard().getOrDefault(source.name(), Heard.NOTHING),
                        deliveries.page(new Filter(source.name(), null, null, null), null, 1).stream()
                                .findFirst()
                                .orElse(null),
                        clock.instant()))
                .orElse(null);
    }

    /** Which other sources have sent something, by what they report; none while the database is away. */
    private Map<String, List<String>> told(List<ConnectedSource> all, ConnectedSource chosen) {
        Map<String, Heard> heard = known(sources::heard).orElse(Map.of());
        Map<String, List<String>> told = new HashMap<>();
        for (ConnectedSource source : all) {
            if (!source.equals(chosen)
                    && heard.getOrDefault(source.name(), Heard.NOTHING).deliveries() > 0) {
                source.tells()
                        .forEach(kind -> told.computeIfAbsent(kind, _ -> new ArrayList<>())
                                .add(source.title()));
            }
        }
        return told;
    }

    /** The address of this server, without a path. */
    private static String base(ConnectedSource source) {
        URI url = URI.create(source.url());
        return url.getScheme() + "://" + url.getAuthority();
    }

    private static boolean isLocal(ConnectedSource source) {
        String host = URI.create(source.url()).getHost();
        return host != null && (host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]"));
    }

    private List<SourceCard> cards(List<ConnectedSource> all, ConnectedSource chosen) {
        Instant now = clock.instant();
        Optional<Map<String, Heard>> heard = known(sources::heard);
        Optional<Map<String, ApiState>> apis = known(sources::apis);
        return all.stream()
                .map(source -> SourceCard.of(
                        source,
                        heard.map(known -> known.getOrDefault(source.name(), Heard.NOTHING))
                                .orElse(null),
                        apis.map(known -> known.get(source.name())).orElse(null),
                        source.equals(chosen),
                        now))
                .toList();
    }

    /** Empty while the database is away: how to connect a source must be readable even then. */
    private static <T> Optional<T> known(Supplier<T> asked) {
        try {
            return Optional.of(asked.get());
        } catch (RuntimeException e) {
            if (Outage.is(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private List<SilentRow> silent() {
        Instant now = clock.instant();
        return known(() -> sources.silentRepositories(MOST_SILENT)).orElse(List.of()).stream()
                .map(silent -> SilentRow.of(silent, now))
                .toList();
    }

    /** None while the database is away. */
    private List<UnmappedRow> unmapped() {
        try {
            return incidents.unmapped(MOST_UNMAPPED).stream()
                    .map(UnmappedRow::of)
                    .toList();
        } catch (RuntimeException e) {
            if (Outage.is(e)) {
                return List.of();
            }
            throw e;
        }
    }

    private static ConnectedSource chosen(List<ConnectedSource> all, @Nullable String name) {
        return name == null
                ? all.getFirst()
                : all.stream()
                        .filter(source -> source.name().equals(name))
                        .findFirst()
                        .orElseThrow(() -> new BadParameter("source", name, "the name of a source that can post here"));
    }

    /** Only to somebody at this machine who asked for the page: not to a proxy's client, a HEAD or a prefetch. */
    private static boolean mayReveal(HttpServletRequest request) {
        return request.getMethod().equals("GET")
                && request.getHeader("Sec-Purpose") == null
                && request.getHeader("X-Forwarded-For") == null
                && request.getHeader("Forwarded") == null
                && isLoopback(request.getRemoteAddr());
    }

    private static boolean isLoopback(String address) {
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException _) {
            return false;
        }
    }
}
