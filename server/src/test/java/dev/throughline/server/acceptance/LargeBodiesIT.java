package dev.throughline.server.acceptance;

import static dev.throughline.server.acceptance.FullServer.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.demo.Webhook;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The largest deliveries that there are, many at once, in the memory that a server is given. */
class LargeBodiesIT {

    private static final int LARGEST = 25 * 1024 * 1024;
    private static final int AT_ONCE = 8;
    private static final int WHILE_AWAY = 18;

    private final byte[] noise = noise();

    @Test
    void keepsManyLargeDeliveriesAtOnceAndWhileTheDatabaseIsAway(@TempDir Path folder) throws Exception {
        Path log = folder.resolve("server.log");
        try (ForkedServer forked = ForkedServer.start(folder.resolve("data"), log)) {
            FullServer server = forked.server();
            assertThat(post(server, "at-once-", AT_ONCE, AT_ONCE)).allMatch(status -> status == 202 || status == 200);

            ProcessHandle postgres = DatabaseDeathIT.postgres(folder);
            DatabaseDeathIT.signal("-STOP", postgres);
            assertThat(post(server, "away-", WHILE_AWAY, 2)).allMatch(status -> status == 202 || status == 200);
            assertThat(JSON.readTree(server.text("/api/v1/status"))
                            .path("spool")
                            .path("files")
                            .asInt())
                    .isEqualTo(WHILE_AWAY);
            DatabaseDeathIT.signal("-CONT", postgres);

            server.settle();
            assertThat(server.get("/api/v1/status")
                            .path("deliveries")
                            .path("received")
                            .asInt())
                    .isEqualTo(AT_ONCE + WHILE_AWAY);
        }
        assertThat(Files.readString(log)).doesNotContain("OutOfMemoryError");
    }

    private List<Integer> post(FullServer server, String name, int count, int atOnce) throws Exception {
        List<Callable<Integer>> posts = IntStream.range(0, count)
                .<Callable<Integer>>mapToObj(i -> () -> post(server, name + i))
                .toList();
        try (ExecutorService senders = Executors.newFixedThreadPool(atOnce)) {
            return senders.invokeAll(posts).stream().map(LargeBodiesIT::status).toList();
        }
    }

    private static int status(Future<Integer> answer) {
        try {
            return answer.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private int post(FullServer server, String delivery) throws Exception {
        byte[] body = noise.clone();
        byte[] start = ("{\"ref\":\"" + delivery).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(start, 0, body, 0, start.length);
        try (Webhook webhook = new Webhook(server.address(), FullServer.SECRET)) {
            int status = 503;
            // on a busy machine a place for it may take longer than it is waited for: then it is sent again
            for (int tries = 0; status == 503 && tries < 10; tries++) {
                status = webhook.post("push", delivery, body).statusCode();
            }
            return status;
        } catch (HttpTimeoutException e) {
            // it may have been kept all the same
            return post(server, delivery);
        }
    }

    /** Text of a JSON body that hardly shrinks. */
    private static byte[] noise() {
        byte[] random = new byte[LARGEST * 3 / 4];
        new Random(1).nextBytes(random);
        byte[] body = Base64.getEncoder().encode(random);
        byte[] end = "\"}".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(end, 0, body, body.length - end.length, end.length);
        return body;
    }
}
