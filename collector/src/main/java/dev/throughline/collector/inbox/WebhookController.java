package dev.throughline.collector.inbox;

import dev.throughline.collector.source.Headers;
import dev.throughline.collector.source.Source;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Where tools post to: raw bytes, verified, made durable, answered. Nothing is parsed here. */
@Profile("collector")
@RestController
class WebhookController {

    private final Map<String, Source> sources;
    private final Inbox inbox;
    private final CollectorMeters meters;
    private final Bodies bodies = new Bodies();

    WebhookController(List<Source> sources, Inbox inbox, CollectorMeters meters) {
        this.sources = sources.stream().collect(Collectors.toMap(Source::name, Function.identity()));
        this.inbox = inbox;
        this.meters = meters;
    }

    /** Takes one delivery. Durable once it is answered. */
    @PostMapping("/webhooks/{source}")
    ResponseEntity<Receipt> receive(@PathVariable("source") String name, HttpServletRequest request)
            throws IOException {
        Source source = sources.get(name);
        if (source == null) {
            meters.count("unknown", "rejected");
            throw Problem.unknownSource();
        }
        long startedAt = System.nanoTime();
        Headers headers = request::getHeader;
        try {
            Receipt receipt = bodies.use(
                    request.getInputStream(),
                    request.getContentLengthLong(),
                    source.isSigned(headers),
                    body -> accept(source, headers, body));
            meters.accept().record(System.nanoTime() - startedAt, TimeUnit.NANOSECONDS);
            meters.count(name, receipt.status());
            return ResponseEntity.status(receipt.isDuplicate() ? HttpStatus.OK : HttpStatus.ACCEPTED)
                    .contentType(MediaType.APPLICATION_JSON)
                    .body(receipt);
        } catch (Problem e) {
            meters.count(name, "rejected");
            throw e;
        } catch (Unavailable e) {
            meters.count(name, "unavailable");
            throw e;
        }
    }

    private Receipt accept(Source source, Headers headers, byte[] body) {
        if (!source.authenticate(headers, body)) {
            throw Problem.badSignature();
        }
        return inbox.accept(source, headers, body);
    }
}
