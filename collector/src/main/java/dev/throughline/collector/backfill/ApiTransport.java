package dev.throughline.collector.backfill;

import dev.throughline.collector.backfill.ApiFailed.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProxySelector;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.impl.routing.SystemDefaultRoutePlanner;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.Timeout;

/**
 * Sends one request and reads the whole answer, on the calling thread: nothing is followed, repeated, stored or unpacked. An answer that is
 * not complete in time counts as none, however it trickles.
 */
public final class ApiTransport {

    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(10);

    /** For a whole answer. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final int MOST_BYTES = 64 * 1024 * 1024;
    private static final int PIECE = 16 * 1024;

    private final CloseableHttpClient http = HttpClients.custom()
            .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                    .setDefaultConnectionConfig(ConnectionConfig.custom()
                            .setConnectTimeout(Timeout.of(CONNECT_WITHIN))
                            .setSocketTimeout(Timeout.of(PATIENCE))
                            .build())
                    .build())
            .setDefaultRequestConfig(RequestConfig.custom()
                    .setConnectionRequestTimeout(Timeout.of(PATIENCE))
                    .setResponseTimeout(Timeout.of(PATIENCE))
                    .build())
            .setRoutePlanner(new SystemDefaultRoutePlanner(ProxySelector.getDefault()))
            .setUserAgent("Throughline")
            .disableRedirectHandling()
            .disableAutomaticRetries()
            .disableContentCompression()
            .disableCookieManagement()
            .disableAuthCaching()
            .build();
    private final Set<HttpUriRequestBase> running = ConcurrentHashMap.newKeySet();
    private final ScheduledThreadPoolExecutor deadlines = deadlines();

    /**
     * What came back.
     *
     * @param headers with names in lower case
     */
    record Reply(int status, Map<String, String> headers, byte[] body) {}

    private static ScheduledThreadPoolExecutor deadlines() {
        ScheduledThreadPoolExecutor deadlines = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("api-deadlines").factory());
        deadlines.setRemoveOnCancelPolicy(true);
        deadlines.setKeepAliveTime(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        deadlines.allowCoreThreadTimeOut(true);
        return deadlines;
    }

    /**
     * Sends a request.
     *
     * @throws ApiFailed when no complete answer arrives in time, or the thread is told to stop
     */
    Reply exchange(String method, URI uri, Map<String, String> headers, byte[] body) throws ApiFailed {
        HttpUriRequestBase request = new HttpUriRequestBase(method, uri);
        headers.forEach(request::setHeader);
        if (body.length > 0) {
            request.setEntity(new ByteArrayEntity(body, ContentType.APPLICATION_JSON));
        }
        if (Thread.currentThread().isInterrupted()) {
            throw new ApiFailed(Reason.STOPPED, "stopped");
        }
        running.add(request);
        Future<?> deadline = deadlines.schedule(request::cancel, PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        try {
            return http.execute(request, ApiTransport::reply);
        } catch (IOException e) {
            throw failure(uri, e, deadline.isDone());
        } finally {
            deadline.cancel(false);
            running.remove(request);
        }
    }

    /** Aborts the current request: its caller ends. */
    void breakOff() {
        running.forEach(HttpUriRequestBase::cancel);
    }

    private static Reply reply(ClassicHttpResponse response) throws IOException {
        Map<String, String> headers = new HashMap<>();
        for (Header header : response.getHeaders()) {
            headers.merge(
                    header.getName().toLowerCase(Locale.ROOT), header.getValue(), (first, next) -> first + ", " + next);
        }
        HttpEntity entity = response.getEntity();
        return new Reply(response.getCode(), headers, entity == null ? new byte[0] : bytes(entity));
    }

    private static byte[] bytes(HttpEntity entity) throws IOException {
        long told = entity.getContentLength();
        if (told > MOST_BYTES) {
            throw new TooLarge();
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(told < 0 ? PIECE : (int) told);
        byte[] piece = new byte[PIECE];
        try (InputStream in = entity.getContent()) {
            for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
                bytes.write(piece, 0, n);
                if (bytes.size() > MOST_BYTES) {
                    throw new TooLarge();
                }
            }
        }
        return bytes.toByteArray();
    }

    private static ApiFailed failure(URI uri, IOException e, boolean isLate) {
        if (Thread.currentThread().isInterrupted()) {
            return new ApiFailed(Reason.STOPPED, "stopped");
        }
        String place = place(uri);
        String detail = switch (e) {
            case TooLarge _ -> "the answer to %s has more than %d MiB".formatted(place, MOST_BYTES >> 20);
            case ConnectionClosedException _, MalformedChunkCodingException _ ->
                "the answer to %s ends in the middle".formatted(place);
            case SocketTimeoutException _ -> late(place);
            default ->
                isLate
                        ? late(place)
                        : "%s does not answer: %s".formatted(place, e.getClass().getSimpleName());
        };
        return new ApiFailed(Reason.UNAVAILABLE, detail);
    }

    /** What was requested, without possible secrets in a query. */
    static String place(URI uri) {
        return uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort()) + uri.getRawPath();
    }

    private static String late(String place) {
        return "%s does not answer within %d seconds".formatted(place, PATIENCE.toSeconds());
    }

    private static final class TooLarge extends IOException {

        private static final long serialVersionUID = 1L;
    }
}
