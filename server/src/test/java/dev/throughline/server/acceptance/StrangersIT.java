package dev.throughline.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What strangers send by mistake or on purpose is no error of ours. */
@ExtendWith(OutputCaptureExtension.class)
class StrangersIT {

    private static final List<String> PATHS = List.of(
            "/",
            "/services/acme/shop",
            "/explain/change_lead_time",
            "/setup",
            "/badges/change_lead_time.svg",
            "/badges/change_lead_time.json",
            "/api/v1/metrics",
            "/api/v1/metrics/change_lead_time/explain",
            "/api/v1/deployments",
            "/api/v1/incidents",
            "/api/v1/changes",
            "/api/v1/services",
            "/api/v1/sources",
            "/api/v1/deliveries",
            "/api/v4/projects/acme%2Fshop/dora/metrics",
            "/api/v4/projects/%ff/dora/metrics",
            "/api/v4/groups/acme/dora/metrics",
            "/dora/api/metric",
            "/dora/api/benchmark",
            "/compat/liatrio/services");

    private static final List<String> QUERIES = List.of(
            "service=%00",
            "service=a%00b",
            "service=%ff",
            "service=%ed%a0%80",
            "service=%",
            "environment=%00",
            "after=%00",
            "after=%ff",
            "after=zzz",
            "id=%00&after=x",
            "timezone=%00",
            "%00=1",
            "%ff=1",
            "service=" + "a".repeat(5000));

    private final FullServer server = FullServer.shared();

    @Test
    void answersUnreadableParametersWithTheirName() throws IOException {
        for (String path : PATHS) {
            for (String query : QUERIES) {
                for (String accept : List.of("text/html", "application/json")) {
                    String answer = ask("GET " + path + "?" + query + " HTTP/1.1\r\nAccept: " + accept + "\r\n");
                    assertThat(answer).as("%s?%s", path, query).matches("(?s)HTTP/1.1 (200|400|404|406) .*");
                }
            }
        }
        assertThat(ask("GET /api/v1/deployments?service=%ff HTTP/1.1\r\n"))
                .startsWith("HTTP/1.1 400")
                .contains("\"type\":\"/problems/bad-parameter\"")
                .contains("\"parameter\":\"service\"");
        assertThat(ask("GET /badges/change_lead_time.svg?environment=%00 HTTP/1.1\r\n"))
                .startsWith("HTTP/1.1 400")
                .contains("\"parameter\":\"environment\"");
        assertThat(ask("GET /api/v1/deliveries?after=x HTTP/1.1\r\n"))
                .startsWith("HTTP/1.1 400")
                .contains("\"parameter\":\"after\"");
    }

    @Test
    void hasNoPageOfErrors() throws IOException {
        assertThat(ask("GET /error HTTP/1.1\r\n")).startsWith("HTTP/1.1 404");
        assertThat(ask("GET /error?x=1 HTTP/1.1\r\nAccept: text/html\r\n")).startsWith("HTTP/1.1 404");
    }

    @Test
    void refusesRawBytesInASignature() throws IOException {
        assertThat(
                        ask(
                                "POST /webhooks/github HTTP/1.1\r\nContent-Length: 0\r\nX-Hub-Signature-256: sha256=\u00ff\u00fe\r\n"))
                .matches("(?s)HTTP/1.1 40[01] .*");
    }

    @Test
    void saysLittleOfConnectionsThatBreakOff(CapturedOutput output) throws Exception {
        for (int i = 0; i < 20; i++) {
            try (Socket socket = socket()) {
                socket.getOutputStream()
                        .write(
                                ("POST /webhooks/github HTTP/1.1\r\nHost: localhost\r\nX-Hub-Signature-256: sha256=00\r\n"
                                                + "Content-Length: 1000\r\n\r\nabc")
                                        .getBytes(StandardCharsets.ISO_8859_1));
            }
        }
        Thread.sleep(1000);
        assertThat(output.getAll().lines().filter(line -> line.contains("broke off")))
                .hasSizeLessThanOrEqualTo(1);
        assertThat(output.getAll()).doesNotContain("ClientAbortException");
    }

    private Socket socket() throws IOException {
        return new Socket("127.0.0.1", server.address().getPort());
    }

    private String ask(String head) throws IOException {
        try (Socket socket = socket()) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write((head + "Host: localhost\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.ISO_8859_1));
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
