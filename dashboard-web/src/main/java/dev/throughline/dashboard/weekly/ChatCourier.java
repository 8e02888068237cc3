package dev.throughline.dashboard.weekly;

import dev.throughline.dashboard.weekly.NotSent.Because;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import javax.net.ssl.SSLException;

/** Posts reports to incoming webhooks. Only the configured address is called: a redirect is a refusal. */
final class ChatCourier implements Courier<Destination.Webhook> {

    private static final Duration TO_CONNECT = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int MOST_READ = 1_000;

    private final HttpClient http = HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(TO_CONNECT)
            .build();

    @Override
    public void send(WeeklyReport report, Destination.Webhook to) throws NotSent {
        HttpRequest request = HttpRequest.newBuilder(to.url())
                .timeout(PATIENCE)
                .header("Content-Type", "application/json; charset=utf-8")
                .header("User-Agent", "Throughline")
                .POST(HttpRequest.BodyPublishers.ofString(ChatMessage.of(report)))
                .build();
        try {
            judge(http.send(request, BodyHandlers.limiting(BodyHandlers.ofString(StandardCharsets.UTF_8), MOST_READ)));
        } catch (ConnectException | HttpConnectTimeoutException | UnresolvedAddressException | SSLException e) {
            throw new NotSent(
                    Because.PASSING, "it cannot be reached: " + e.getClass().getSimpleName());
        } catch (IOException e) {
            // the message of the exception may have the URL in it
            throw new NotSent(
                    Because.UNCLEAR, "it does not answer: " + e.getClass().getSimpleName());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotSent(Because.UNCLEAR, "stopped while it was asked");
        }
    }

    private static void judge(HttpResponse<String> answer) throws NotSent {
        int status = answer.statusCode();
        if (status >= 200 && status < 300) {
            return;
        }
        boolean isPassing = status == 408 || status == 425 || status == 429 || status >= 500;
        throw new NotSent(
                isPassing ? Because.PASSING : Because.REFUSED,
                "it answers %d%s".formatted(status, word(answer.body())));
    }

    /** Slack says in one word what is wrong. Any other answer may contain the URL. */
    private static String word(String body) {
        return body.matches("[a-z_]{1,60}") ? " " + body : "";
    }
}
