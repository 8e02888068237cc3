package dev.throughline.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DemoTest {

    private final Counted progress = new Counted();

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-21T13:59:29Z"), ZoneOffset.UTC);

    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private HttpServer server;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/webhooks/github", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void postsEverythingSignedAndSaysHowMuch() throws InterruptedException {
        assertThat(demo("right").run(_ -> progress)).isZero();

        assertThat(text(out)).contains(", 0 known already.");
        assertThat(progress.done).hasValue(seen.size());
        assertThat(text(err)).isEmpty();
    }

    @Test
    void changesNothingTheSecondTime() throws InterruptedException {
        demo("right").run(_ -> progress);
        int first = seen.size();

        demo("right").run(_ -> progress);

        assertThat(seen).hasSize(first);
        assertThat(text(out)).contains(": 0 new, ");
    }

    @Test
    void tellsHowManyThereAreBeforeTheFirst() throws InterruptedException {
        AtomicInteger told = new AtomicInteger();

        demo("right").run(total -> {
            told.set(total);
            return progress;
        });

        assertThat(told).hasValue(seen.size());
    }

    @Test
    void saysInOneLineThatTheSecretIsWrong() throws InterruptedException {
        assertThat(demo("wrong").run(_ -> progress)).isEqualTo(1);

        assertThat(text(err)).hasLineCount(1).contains("THROUGHLINE_GITHUB_SECRET");
        assertThat(progress.isInterrupted).isTrue();
    }

    @Test
    void saysInOneLineThatNobodyListens() throws InterruptedException {
        server.stop(0);

        assertThat(demo("right").run(_ -> progress)).isEqualTo(1);

        assertThat(text(err)).hasLineCount(1).contains("./throughline up");
    }

    private static final class Counted implements Demo.Watcher {

        private final AtomicInteger done = new AtomicInteger();
        private final AtomicBoolean isInterrupted = new AtomicBoolean();

        @Override
        public void advance() {
            done.incrementAndGet();
        }

        @Override
        public void interrupt() {
            isInterrupted.set(true);
        }
    }

    private Demo demo(String secret) {
        URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        return new Demo(
                address,
                secret,
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8),
                CLOCK,
                Duration.ofDays(14));
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String signature = exchange.getRequestHeaders().getFirst("X-Hub-Signature-256");
            if (!("sha256=" + hmac(body)).equals(signature)) {
                exchange.sendResponseHeaders(401, -1);
                return;
            }
            boolean isNew = seen.add(exchange.getRequestHeaders().getFirst("X-GitHub-Delivery"));
            exchange.sendResponseHeaders(isNew ? 202 : 200, -1);
        }
    }

    private static String hmac(byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec("right".getBytes(UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(ByteArrayOutputStream stream) {
        return stream.toString(UTF_8);
    }
}
