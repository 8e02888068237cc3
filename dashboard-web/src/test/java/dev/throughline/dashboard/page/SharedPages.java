package dev.throughline.dashboard.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.springframework.context.ConfigurableApplicationContext;

/** One server for the tests that only read pages; it ends with the tests. */
final class SharedPages {

    private static final ConfigurableApplicationContext SERVER = PagesApplication.start("--server.port=0");
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private SharedPages() {}

    static String address() {
        return "http://127.0.0.1:" + SERVER.getEnvironment().getProperty("local.server.port");
    }

    /** What a browser gets for a form, without following where it is sent. */
    static HttpResponse<String> post(String path, String form) throws Exception {
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create(address() + path))
                        .header("Accept", "text/html")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** What a browser gets. */
    static String get(String path, int status) throws Exception {
        HttpResponse<String> answer = CLIENT.send(
                HttpRequest.newBuilder(URI.create(address() + path))
                        .header("Accept", "text/html")
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(path).isEqualTo(status);
        return answer.body();
    }
}
