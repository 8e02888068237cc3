package dev.throughline.dashboard.badge;

import dev.throughline.dashboard.problem.BadParameter;
import dev.throughline.dashboard.problem.NotFound;
import dev.throughline.dashboard.wording.MetricWords;
import dev.throughline.dashboard.wording.Visible;
import dev.throughline.dashboard.wording.Wording;
import dev.throughline.engine.metric.Basis;
import dev.throughline.engine.metric.FourKeys;
import dev.throughline.engine.metric.Metric;
import dev.throughline.engine.metric.Scope;
import dev.throughline.engine.metric.UnknownService;
import dev.throughline.engine.metric.Window;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Badges. Always 200 for the five metrics, also for a service that is not known: a README must not show a broken image. */
@RestController
@Profile("web")
class BadgeController {

    private static final int MAX_DAYS = 3_650;
    private static final CacheControl A_MINUTE =
            CacheControl.maxAge(Duration.ofMinutes(1)).cachePublic();
    private static final MediaType SVG = new MediaType("image", "svg+xml", StandardCharsets.UTF_8);

    private final FourKeys fourKeys;
    private final Clock clock;
    private final JsonMapper json;

    BadgeController(FourKeys fourKeys, Clock clock, JsonMapper json) {
        this.fourKeys = fourKeys;
        this.clock = clock;
        this.json = json;
    }

    @GetMapping("/badges/{metric}.svg")
    ResponseEntity<String> svg(
            @PathVariable String metric,
            @RequestParam MultiValueMap<String, String> parameters,
            @RequestParam(defaultValue = "" + Window.USUAL_DAYS_OF_PAGES) String days,
            @RequestParam(required = false) @Nullable String environment) {
        List<String> services = services(parameters);
        Badge badge = badge(metric, services, days, environment);
        String of = services.isEmpty() ? "all services" : Visible.only(String.join(", ", services));
        String description = "%s of %s, last %s days: %s".formatted(badge.label(), of, parse(days), badge.message());
        return answer(SVG, BadgeSvg.draw(badge, description));
    }

    @GetMapping("/badges/{metric}.json")
    ResponseEntity<String> json(
            @PathVariable String metric,
            @RequestParam MultiValueMap<String, String> parameters,
            @RequestParam(defaultValue = "" + Window.USUAL_DAYS_OF_PAGES) String days,
            @RequestParam(required = false) @Nullable String environment) {
        Badge badge = badge(metric, services(parameters), days, environment);
        return answer(MediaType.APPLICATION_JSON, json.writeValueAsString(badge));
    }

    private Badge badge(String word, List<String> services, String days, @Nullable String environment) {
        Metric metric = Metric.named(word).orElseThrow(() -> new NotFound("no metric is called '" + word + "'"));
        Window window = lastDays(parse(days));
        try {
            Scope scope = new Scope(services, environment == null || environment.isEmpty() ? null : environment);
            return Badge.of(
                    MetricWords.of(metric).name(),
                    Wording.headline(
                            metric,
                            fourKeys.report(scope, window, null, Basis.COMMIT).metrics()));
        } catch (UnknownService _) {
            return Badge.of(MetricWords.of(metric).name(), Wording.NOTHING);
        }
    }

    /** Not bound as a list, for that would cut a name at its commas. */
    private static List<String> services(MultiValueMap<String, String> parameters) {
        return parameters.getOrDefault("service", List.of()).stream()
                .filter(name -> !name.isEmpty())
                .toList();
    }

    private static int parse(String days) {
        try {
            int number = Integer.parseInt(days);
            if (number >= 1 && number <= MAX_DAYS) {
                return number;
            }
        } catch (NumberFormatException _) {
            // answered below
        }
        throw new BadParameter("days", days, "a whole number from 1 to " + MAX_DAYS);
    }

    private Window lastDays(int days) {
        return Window.trailing(days, clock.instant(), ZoneOffset.UTC);
    }

    private static ResponseEntity<String> answer(MediaType type, String body) {
        CRC32C checksum = new CRC32C();
        checksum.update(body.getBytes(StandardCharsets.UTF_8));
        return ResponseEntity.ok()
                .contentType(type)
                .cacheControl(A_MINUTE)
                .eTag('"' + HexFormat.of().toHexDigits((int) checksum.getValue()) + '"')
                .body(body);
    }
}
