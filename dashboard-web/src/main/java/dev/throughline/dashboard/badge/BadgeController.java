package dev.throughline.dashboard.badge;

import dev.throughline.dashboard.benchmark.Edition;
import dev.throughline.dashboard.benchmark.Reading;
import dev.throughline.dashboard.problem.BadParameter;
import dev.throughline.dashboard.problem.NotFound;
import dev.throughline.dashboard.wording.MetricWords;
import dev.throughline.dashboard.wording.Visible;
import dev.throughline.dashboard.wording.Wording;
import dev.throughline.engine.metric.Basis;
import dev.throughline.engine.metric.FiveMetrics;
import dev.throughline.engine.metric.FourKeys;
import dev.throughline.engine.metric.Metric;
import dev.throughline.engine.metric.UnknownService;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
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

/**
 * Badges. Always 200 for the five metrics, even for an unknown service, and for an invalid address, in which case the badge says what is
 * wrong: a README must not show a broken image.
 */
@RestController
@Profile("web")
class BadgeController {

    private static final CacheControl A_MINUTE =
            CacheControl.maxAge(Duration.ofMinutes(1)).cachePublic();
    private static final MediaType SVG = new MediaType("image", "svg+xml", StandardCharsets.UTF_8);
    private static final int LONGEST_NAME = 30;

    private final FourKeys fourKeys;
    private final Clock clock;
    private final JsonMapper json;

    BadgeController(FourKeys fourKeys, Clock clock, JsonMapper json) {
        this.fourKeys = fourKeys;
        this.clock = clock;
        this.json = json;
    }

    /**
     * @param badge what is drawn
     * @param title what a screen reader and the tooltip say
     */
    private record Titled(Badge badge, String title, BadgeStyle style) {}

    @GetMapping("/badges/{metric}.svg")
    ResponseEntity<String> svg(@PathVariable String metric, @RequestParam MultiValueMap<String, String> parameters) {
        Titled titled = titled(metric, parameters);
        return answer(SVG, BadgeSvg.draw(titled.badge(), titled.style(), titled.title()));
    }

    @GetMapping("/badges/{metric}.json")
    ResponseEntity<String> json(@PathVariable String metric, @RequestParam MultiValueMap<String, String> parameters) {
        return answer(
                MediaType.APPLICATION_JSON,
                json.writeValueAsString(titled(metric, parameters).badge()));
    }

    private Titled titled(String word, MultiValueMap<String, String> parameters) {
        Metric metric = Metric.named(word).orElseThrow(() -> new NotFound("no metric is called '" + word + "'"));
        try {
            return titled(metric, BadgeQuery.of(parameters));
        } catch (BadParameter wrong) {
            BadgeStyle style = BadgeQuery.styleIfAny(parameters);
            String name = Visible.only(wrong.parameter());
            Badge badge = Badge.wrong(
                    MetricWords.of(metric).name(), shortened(name) + " should be " + wrong.expected(), style);
            return new Titled(badge, badge.label() + ": " + badge.message(), drawn(style));
        }
    }

    private Titled titled(Metric metric, BadgeQuery query) {
        FiveMetrics metrics = metrics(query);
        String message = metrics == null ? Wording.NOTHING : Wording.headline(metric, metrics);
        Edition edition = query.benchmark();
        Reading reading = edition == null || metrics == null
                ? null
                : edition.read(metric, metrics).orElse(null);
        String label = query.label() == null ? MetricWords.of(metric).name() : query.label();
        String of = query.scope().services().isEmpty()
                ? "all services"
                : Visible.only(String.join(", ", query.scope().services()));
        String title = "%s of %s, last %d days: %s%s"
                .formatted(MetricWords.of(metric).name(), of, query.days(), message, compared(reading));
        return new Titled(Badge.of(label, message, query.style(), reading), title, drawn(query.style()));
    }

    /** Null for an unknown service. */
    private @Nullable FiveMetrics metrics(BadgeQuery query) {
        try {
            return fourKeys.report(query.scope(), query.window(clock.instant()), null, Basis.COMMIT)
                    .metrics();
        } catch (UnknownService _) {
            return null;
        }
    }

    /** The colour alone is not accessible to everybody. */
    private static String compared(@Nullable Reading reading) {
        if (reading == null) {
            return "";
        }
        return reading.clusters().isEmpty()
                ? " (DORA %s: \"%s\")".formatted(reading.edition(), reading.answer())
                : " (DORA %s: %s)".formatted(reading.edition(), String.join(", ", reading.clusters()));
    }

    private static BadgeStyle drawn(@Nullable BadgeStyle chosen) {
        return chosen == null ? BadgeStyle.FLAT : chosen;
    }

    private static String shortened(String name) {
        return name.codePointCount(0, name.length()) <= LONGEST_NAME
                ? name
                : name.substring(0, name.offsetByCodePoints(0, LONGEST_NAME)) + "…";
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
