package dev.throughline.collector.preview;

import dev.throughline.collector.inbox.Deliveries;
import dev.throughline.collector.inbox.RequestEnvelope;
import dev.throughline.collector.inbox.StoredDelivery;
import dev.throughline.collector.problem.Problem;
import dev.throughline.collector.source.Delivery;
import dev.throughline.collector.source.Envelope;
import dev.throughline.collector.source.Normalizer;
import dev.throughline.collector.source.Normalizers;
import dev.throughline.collector.source.Source;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows how a source reads a body. Nothing is kept, and no signature is needed, only the API token. */
@Profile("collector")
@RestController
class PreviewController {

    private static final int LIMIT_MIB = 1;
    private static final int LIMIT = LIMIT_MIB * 1024 * 1024;
    private static final Pattern ID = Pattern.compile("\\d{1,18}");
    private static final String KEY = "preview";

    private final Normalizers sources;
    private final Deliveries deliveries;
    private final Clock clock;

    PreviewController(Normalizers sources, Deliveries deliveries, Clock clock) {
        this.sources = sources;
        this.deliveries = deliveries;
        this.clock = clock;
    }

    /** Shows how the body would be read, with the headers that its sender would send; or how a stored delivery is read. */
    @PostMapping("/api/v1/sources/{name}/preview")
    Preview preview(
            @PathVariable String name,
            @RequestParam(required = false) @Nullable String delivery,
            HttpServletRequest request)
            throws IOException {
        Normalizer source = sources.named(name).orElseThrow(Problem::unknownSource);
        return Preview.of(source.normalize(delivery == null ? posted(source, request) : stored(name, delivery)));
    }

    private Delivery stored(String source, String id) {
        return Optional.of(id)
                .filter(text -> ID.matcher(text).matches())
                .flatMap(text -> deliveries.find(Long.parseLong(text)))
                .filter(found -> found.source().equals(source))
                .map(StoredDelivery::inflate)
                .orElseThrow(() -> Problem.noSuchDelivery(id));
    }

    private Delivery posted(Normalizer source, HttpServletRequest request) throws IOException {
        byte[] body = request.getInputStream().readNBytes(LIMIT + 1);
        if (body.length > LIMIT) {
            throw Problem.tooLarge(LIMIT_MIB);
        }
        if (body.length == 0) {
            throw Problem.emptyBody();
        }
        Envelope envelope = new RequestEnvelope(request);
        if (source instanceof Source posting) {
            return new Delivery(
                    KEY,
                    posting.event(envelope),
                    request.getContentType(),
                    posting.headers(envelope),
                    clock.instant(),
                    body);
        }
        String event = envelope.parameter("event");
        return new Delivery(KEY, event == null ? "" : event, request.getContentType(), clock.instant(), body);
    }
}
