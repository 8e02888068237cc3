package dev.throughline.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpServer;
import dev.throughline.dashboard.wording.Wording;
import dev.throughline.engine.TestDatabase;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.web.util.HtmlUtils;
import tools.jackson.databind.JsonNode;

/** The weekly report of a team: the numbers of the pages and the API, sent once however many servers there are. */
@ExtendWith(OutputCaptureExtension.class)
class WeeklyReportIT {

    private static final String SECRET = "T0/B0/secretOfTheHook";
    private static final String TEAM = "Pay <b>@all</b>";
    private static final Story STORY = new Story("weekly-report");
    private static final Repository FULL = STORY.repository("full");
    private static final Repository QUIET = STORY.repository("quiet");
    private static final ZonedDateTime NOW = ZonedDateTime.now(ZoneOffset.UTC);
    private static final LocalDate MONDAY = NOW.toLocalDate()
            .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
            .minusWeeks(1);
    private static final String WEEK = "from=%s&until=%s&timezone=UTC".formatted(MONDAY, MONDAY.plusWeeks(1));
    private static final String DAYS =
            "from=%s&until=%s&timezone=UTC".formatted(MONDAY.plusWeeks(1).minusDays(90), MONDAY.plusWeeks(1));
    private static final List<String> METRICS = List.of(
            "deployment_frequency",
            "change_lead_time",
            "change_fail_rate",
            "failed_deployment_recovery_time",
            "deployment_rework_rate");
    private static final String[] TEAMS = {
        "--throughline.services[0].name=weekly/full",
        "--throughline.services[0].team=" + TEAM,
        "--throughline.services[0].repositories=weekly-report/full",
        "--throughline.services[1].name=weekly/quiet",
        "--throughline.services[1].team=Quiet",
        "--throughline.services[1].repositories=weekly-report/quiet"
    };

    private static FullServer server;

    @BeforeAll
    static void tell() {
        server = FullServer.on(TestDatabase.createUrl(), TEAMS);
        for (int i = 0; i < 9; i++) {
            Instant noon = MONDAY.minusDays(14).plusDays(2L * i).atTime(12, 0).toInstant(ZoneOffset.UTC);
            FULL.github()
                    .push(
                            "main",
                            noon.minusSeconds(900),
                            List.of(FULL.commitAt("C" + i, noon.minusSeconds(1_000 + 777L * i))));
            FULL.deployed("D" + i, "C" + i, "production", noon);
            if (i >= 7) {
                FULL.github().close(FULL.incident("", noon.plusSeconds(600)), noon.plusSeconds(2_000 + 311L * i));
            }
        }
        QUIET.push("2025-01-06 09:00", QUIET.commit("A", "2025-01-06 08:00"));
        QUIET.deployed("D", "A", "2025-01-06 10:00");
        server.tell(STORY);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void saysWhatThePageAndTheApiSay() {
        List<String> report = figures(server.text("/reports?team=" + FullServer.encode(TEAM)));

        assertThat(report).hasSize(10);
        for (int i = 0; i < METRICS.size(); i++) {
            assertThat(report.get(2 * i))
                    .as(METRICS.get(i))
                    .isEqualTo(ofApi(METRICS.get(i), WEEK))
                    .isEqualTo(ofPage(METRICS.get(i), WEEK));
            assertThat(report.get(2 * i + 1))
                    .as(METRICS.get(i))
                    .isEqualTo(ofApi(METRICS.get(i), DAYS))
                    .isEqualTo(ofPage(METRICS.get(i), DAYS));
        }
        assertThat(report).doesNotContain("n/a");
    }

    @Test
    void saysWhyThereIsNoNumber() {
        String report = server.text("/reports?team=quiet");

        assertThat(report).contains("<bdi>Quiet</bdi>").contains("Nothing was deployed in this window.");
        assertThat(figures(report))
                .containsExactly("0/week", "0/week", "n/a", "n/a", "n/a", "n/a", "n/a", "n/a", "n/a", "n/a");
    }

    @Test
    void leadsToWhatFailedAndSaysWhy() {
        String report = server.text("/reports?team=" + FullServer.encode(TEAM));
        Matcher failed =
                Pattern.compile("href=\"[^\"]*(/deployments/[0-9a-f-]{36})\"").matcher(report);

        assertThat(failed.find()).isTrue();
        assertThat(server.text(failed.group(1))).contains("<span>Failed</span>");
        assertThat(report)
                .contains("Pay &lt;b&gt;@all&lt;/b&gt;")
                .doesNotContain("<b>")
                .contains("An incident opened after it, within the attribution window (weak evidence).");
    }

    @Test
    void isLinkedFromThePageOfItsTeam() {
        Matcher link = Pattern.compile("href=\"(/reports\\?team=[^\"]+)\"")
                .matcher(server.text("/teams?name=" + FullServer.encode(TEAM)));

        assertThat(link.find()).isTrue();
        assertThat(server.text(HtmlUtils.htmlUnescape(link.group(1))))
                .contains("<bdi>" + HtmlUtils.htmlEscape(TEAM) + "</bdi>");
    }

    @Test
    void refusesAWeekThatIsNotOverAndATeamThatIsNone() throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            for (String wrong : List.of("?week=" + NOW.toLocalDate(), "?week=x", "?taem=a")) {
                assertThat(status(http, "/reports" + wrong)).as(wrong).isEqualTo(400);
            }
            assertThat(status(http, "/reports?team=nobody")).isEqualTo(404);
        }
    }

    private static int status(HttpClient http, String path) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(server.address().resolve(path)).build(), BodyHandlers.discarding())
                .statusCode();
    }

    @Test
    void isSentOnceByTwoServersAndSaysNoSecret(CapturedOutput output) throws Exception {
        List<String> posts = new CopyOnWriteArrayList<>();
        HttpServer chat = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        chat.createContext("/" + SECRET, exchange -> {
            posts.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        chat.start();
        GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        mail.start();
        String[] reports = {
            "--throughline.reports.day=" + NOW.getDayOfWeek(),
            "--throughline.reports.hour=" + NOW.getHour(),
            "--throughline.reports.smtp-host=127.0.0.1",
            "--throughline.reports.smtp-port=" + mail.getSmtp().getPort(),
            "--throughline.reports.smtp-security=none",
            "--throughline.reports.mail-from=throughline@example.org",
            "--throughline.reports.teams[0].team=" + TEAM,
            "--throughline.reports.teams[0].mail=ada@example.org,bo@example.org",
            "--throughline.reports.teams[0].webhook=http://127.0.0.1:"
                    + chat.getAddress().getPort() + "/" + SECRET
        };
        String[] all =
                Stream.concat(Arrays.stream(TEAMS), Arrays.stream(reports)).toArray(String[]::new);
        try (FullServer one = FullServer.on(server.databaseUrl(), all);
                FullServer two = FullServer.on(server.databaseUrl(), all)) {
            awaitAll();
            // both have looked once more than that
            Thread.sleep(Duration.ofSeconds(2));

            assertThat(posts).hasSize(1);
            assertThat(mail.getReceivedMessages())
                    .extracting(message -> message.getHeader("To")[0])
                    .containsExactlyInAnyOrder("ada@example.org", "bo@example.org");
            MimeMessage first = mail.getReceivedMessages()[0];
            assertThat(first.getSubject()).startsWith(TEAM + ": delivery in week ");
            assertThat(FullServer.JSON.readTree(posts.getFirst()).path("text").asString())
                    .contains(ofApi("change_lead_time", WEEK))
                    .doesNotContain("@all", "<b>");
            assertThat(one.text("/actuator/prometheus") + two.text("/actuator/prometheus"))
                    .contains("throughline_reports_total{channel=\"webhook\",outcome=\"sent\"} 1.0");
        } finally {
            mail.stop();
            chat.stop(0);
        }
        assertThat(output.getOut()).contains("Sent the report of").doesNotContain("secretOfTheHook");
    }

    private static void awaitAll() throws InterruptedException {
        JdbcClient jdbc = JdbcClient.create(new DriverManagerDataSource(server.databaseUrl()));
        Instant deadline = Instant.now().plusSeconds(120);
        long sent = 0;
        while (sent < 3) {
            assertThat(Instant.now()).isBefore(deadline);
            Thread.sleep(100);
            sent = jdbc.sql("select count(*) from report_sending where state = 'sent'")
                    .query(Long.class)
                    .single();
        }
    }

    /** The large numbers, in the order of reading. */
    private static List<String> figures(String report) {
        List<String> figures = new ArrayList<>();
        Matcher figure =
                Pattern.compile("font-variant-numeric:tabular-nums\">([^<]*)<").matcher(report);
        while (figure.find()) {
            figures.add(HtmlUtils.htmlUnescape(figure.group(1)));
        }
        return figures;
    }

    private static String ofApi(String metric, String window) {
        JsonNode value = server.get("/api/v1/metrics?service=weekly/full&" + window)
                .path("metrics")
                .path(metric)
                .path("value");
        Double number = value.isNull() ? null : value.asDouble();
        return switch (metric) {
            case "deployment_frequency" -> Wording.frequency(number);
            case "change_lead_time", "failed_deployment_recovery_time" -> Wording.duration(number);
            default -> Wording.percent(number);
        };
    }

    private static String ofPage(String metric, String window) {
        Matcher card = Pattern.compile("data-metric=\"" + metric + "\"[^>]*>([^<]*)<")
                .matcher(server.text("/services/weekly/full?" + window));
        assertThat(card.find()).as(metric).isTrue();
        return HtmlUtils.htmlUnescape(card.group(1));
    }
}
