package dev.throughline.dashboard.weekly;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpServer;
import dev.throughline.dashboard.weekly.ReportBook.Entry;
import dev.throughline.dashboard.weekly.ReportProperties.Security;
import dev.throughline.dashboard.weekly.postgres.Books;
import dev.throughline.engine.metric.UnknownService;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.mail.BodyPart;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/** Reports on their way, with a real book, a real mail server and a webhook that answers as it is told. */
@ExtendWith(OutputCaptureExtension.class)
class ReportRunIT {

    private static final Instant DUE = Instant.parse("2026-03-09T08:00:00Z");
    private static final String SECRET = "T0aSecret";

    private final DataSource database = Books.database();
    private final AtomicReference<Instant> now = new AtomicReference<>(DUE);
    private final AtomicInteger posts = new AtomicInteger();
    private final AtomicInteger elsewhere = new AtomicInteger();
    private final AtomicInteger status = new AtomicInteger(200);
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private HttpServer chat;
    private Addressee webhook;
    private int smtpPort;

    ReportRunIT() throws IOException {
        chat = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        webhook = new Addressee("Payments", new Destination.Webhook(URI.create(url("/hook/" + SECRET))));
        try (ServerSocket socket = new ServerSocket(0)) {
            smtpPort = socket.getLocalPort();
        }
    }

    @BeforeEach
    void start() {
        chat.createContext("/hook/", exchange -> {
            posts.incrementAndGet();
            exchange.getRequestBody().readAllBytes();
            if (status.get() == 0) {
                exchange.close();
                return;
            }
            if (status.get() == 302) {
                exchange.getResponseHeaders().add("Location", url("/elsewhere"));
            }
            byte[] body = ("no_service " + SECRET).getBytes(java.nio.charset.StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status.get(), body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        chat.createContext("/elsewhere", exchange -> {
            elsewhere.incrementAndGet();
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        chat.setExecutor(Thread::startVirtualThread);
        chat.start();
    }

    @AfterEach
    void stop() {
        chat.stop(0);
    }

    @Test
    void sendsAReportOnceHoweverManyProcessesLook() {
        List<ReportRun> processes = Stream.generate(() -> run(webhook)).limit(8).toList();

        CompletableFuture.allOf(processes.stream()
                        .map(process -> CompletableFuture.runAsync(process::run, Thread::startVirtualThread))
                        .toArray(CompletableFuture[]::new))
                .join();
        run(webhook).run();

        assertThat(posts).hasValue(1);
        assertThat(Books.state(database)).isEqualTo("sent 1");
        assertThat(count("webhook", "sent")).isEqualTo(1);
    }

    @Test
    void sendsNothingBeforeItsHourAndAgainInTheNextWeek() {
        now.set(DUE.minusSeconds(1));
        run(webhook).run();
        assertThat(posts).hasValue(0);

        now.set(DUE);
        run(webhook).run();
        now.set(DUE.plus(Duration.ofDays(7)));
        run(webhook).run();
        assertThat(posts).hasValue(2);
    }

    @Test
    void triesAgainAfterAPauseWhatWasNotTaken(CapturedOutput output) {
        status.set(503);
        run(webhook).run();
        run(webhook).run();
        assertThat(posts).hasValue(1);
        assertThat(Books.state(database)).isEqualTo("waiting 1");

        now.set(DUE.plus(Duration.ofMinutes(5)));
        status.set(200);
        run(webhook).run();
        run(webhook).run();

        assertThat(posts).hasValue(2);
        assertThat(Books.state(database)).isEqualTo("sent 2");
        assertThat(output)
                .contains(
                        "Could not send the report of Payments for week 10 of 2026 to the webhook at 127.0.0.1: it answers 503")
                .contains("tried again in 5 minutes")
                .doesNotContain(SECRET);
    }

    @Test
    void givesUpInTheEnd() {
        status.set(500);
        for (int minutes = 0; minutes < 24 * 60; minutes += 5) {
            now.set(DUE.plus(Duration.ofMinutes(minutes)));
            run(webhook).run();
        }
        assertThat(posts).hasValue(6);
        assertThat(Books.state(database)).isEqualTo("given_up 6");
        assertThat(count("webhook", "failed")).isEqualTo(5);
        assertThat(count("webhook", "given_up")).isEqualTo(1);
    }

    @Test
    void doesNotTryAgainWhatWasRefused(CapturedOutput output) {
        status.set(404);
        run(webhook).run();
        now.set(DUE.plus(Duration.ofHours(1)));
        run(webhook).run();

        assertThat(posts).hasValue(1);
        assertThat(Books.state(database)).isEqualTo("refused 1");
        assertThat(output).contains("it answers 404").doesNotContain(SECRET);
    }

    @Test
    void followsNoRedirect() {
        status.set(302);
        run(webhook).run();

        assertThat(Books.state(database)).isEqualTo("refused 1");
        assertThat(elsewhere).hasValue(0);
    }

    @Test
    void sendsNothingTwiceThatMayHaveArrived(CapturedOutput output) {
        status.set(0);
        run(webhook).run();
        now.set(DUE.plus(Duration.ofHours(1)));
        run(webhook).run();

        assertThat(posts).hasValue(1);
        assertThat(Books.state(database)).isEqualTo("unclear 1");
        assertThat(output).contains("it may have arrived").doesNotContain(SECRET);
    }

    @Test
    void sendsNothingAgainWhoseProcessDied(CapturedOutput output) {
        Week week = Week.lastBefore(DUE, ZoneOffset.UTC);
        Books.on(database).take(new Entry(week.monday(), "payments", "webhook"), DUE);

        now.set(DUE.plus(Duration.ofHours(1)));
        run(webhook).run();

        assertThat(posts).hasValue(0);
        assertThat(Books.state(database)).isEqualTo("unclear 1");
        assertThat(output).contains("A process ended while it sent the report of payments");
    }

    @Test
    void waitsForATeamThatOwnsNothingYet(CapturedOutput output) {
        Addressee unknown = new Addressee("nobody", webhook.destination());
        run(unknown).run();

        assertThat(posts).hasValue(0);
        assertThat(Books.state(database)).isEqualTo("waiting 1");
        assertThat(output).contains("the team owns no service");
    }

    @Test
    void mailsHtmlWithATextBesideIt() throws Exception {
        Addressee ada = new Addressee(SampleReports.HOSTILE, new Destination.Mail("ada@example.org"));
        GreenMail server = mailServer();
        try {
            run(ada).run();
            run(ada).run();

            assertThat(server.getReceivedMessages()).hasSize(1);
            MimeMessage mail = server.getReceivedMessages()[0];
            assertThat(mail.getSubject())
                    .contains("delivery in week 10 of 2026")
                    .doesNotContain("\n", "\u202E");
            assertThat(mail.getHeader("From")).containsExactly("throughline@example.org");
            assertThat(mail.getHeader("To")).containsExactly("ada@example.org");
            assertThat(mail.getHeader("Bcc")).isNull();
            assertThat(text(mail, "text/plain"))
                    .contains("90 days: 2 h 4 min (34 commits, 95 % interval 1 h to 3 h); ≈ no clear change")
                    .contains("Week:    n/a (No deployments in this window.)")
                    .doesNotContain("\u202E");
            assertThat(text(mail, "text/html"))
                    .contains("&lt;img src=x onerror=alert(1)&gt;")
                    .contains("prefers-color-scheme: dark")
                    .doesNotContain("<img", "src=\"", "url(", "@import", "<script", "<link");
        } finally {
            server.stop();
        }
        assertThat(Books.state(database)).isEqualTo("sent 1");
        assertThat(count("mail", "sent")).isEqualTo(1);
    }

    @Test
    void mailsLaterWhenTheMailServerIsAway(CapturedOutput output) {
        Addressee ada = new Addressee(null, new Destination.Mail("ada@example.org"));
        run(ada).run();
        assertThat(Books.state(database)).isEqualTo("waiting 1");

        GreenMail server = mailServer();
        try {
            now.set(DUE.plus(Duration.ofMinutes(5)));
            run(ada).run();
            assertThat(server.getReceivedMessages()).hasSize(1);
        } finally {
            server.stop();
        }
        assertThat(Books.state(database)).isEqualTo("sent 2");
        // the mail server of the test says all it hears
        assertThat(output.getOut().lines().filter(line -> line.contains("the report of")))
                .hasSize(2)
                .anyMatch(line -> line.contains("to a…@example.org: the mail server cannot be reached"))
                .noneMatch(line -> line.contains("ada@example.org"));
    }

    @Test
    void saysThatTheMailServerRefusesUsWithoutThePassword(CapturedOutput output) {
        Addressee ada = new Addressee(null, new Destination.Mail("ada@example.org"));
        GreenMail server = mailServer();
        server.setUser("throughline", "right");
        try {
            run(List.of(ada), settings("throughline", "wrong-" + SECRET)).run();
            assertThat(server.getReceivedMessages()).isEmpty();
        } finally {
            server.stop();
        }
        assertThat(Books.state(database)).isEqualTo("waiting 1");
        assertThat(output)
                .contains("the mail server refuses our user and password")
                .doesNotContain(SECRET);
    }

    private GreenMail mailServer() {
        ServerSetup setup = new ServerSetup(smtpPort, "127.0.0.1", ServerSetup.PROTOCOL_SMTP);
        GreenMail server = new GreenMail(setup);
        server.start();
        return server;
    }

    private ReportRun run(Addressee addressee) {
        return run(List.of(addressee), settings("", ""));
    }

    private ReportProperties settings(String user, String password) {
        return new ReportProperties(
                DayOfWeek.MONDAY,
                8,
                ZoneOffset.UTC,
                List.of(),
                "throughline@example.org",
                "127.0.0.1",
                smtpPort,
                Security.NONE,
                user,
                Hidden.of(password));
    }

    private ReportRun run(List<Addressee> addressees, ReportProperties settings) {
        return new ReportRun(
                addressees,
                new Schedule(settings.day(), settings.hour(), settings.zone()),
                (team, _) -> {
                    if ("nobody".equals(team)) {
                        throw UnknownService.ofTeam("nobody");
                    }
                    return SampleReports.of(team == null ? WeeklyReport.ALL : team, 1);
                },
                new Couriers(
                        new MailCourier(MailServer.of(settings), settings.mailFrom(), templates(), clock()),
                        new ChatCourier()),
                Books.on(database),
                new SendingCounter(registry),
                clock());
    }

    private Clock clock() {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now.get();
            }
        };
    }

    private static SpringTemplateEngine templates() {
        ClassLoaderTemplateResolver resolver = new ClassLoaderTemplateResolver();
        resolver.setPrefix("templates/");
        resolver.setSuffix(".html");
        SpringTemplateEngine engine = new SpringTemplateEngine();
        engine.setTemplateResolver(resolver);
        return engine;
    }

    private double count(String channel, String outcome) {
        Counter counter = registry.find("throughline.reports")
                .tag("channel", channel)
                .tag("outcome", outcome)
                .counter();
        return counter == null ? 0 : counter.count();
    }

    private String url(String path) {
        return "http://127.0.0.1:" + chat.getAddress().getPort() + path;
    }

    private static String text(jakarta.mail.Part part, String type) throws Exception {
        if (part.isMimeType(type)) {
            return part.getContent().toString();
        }
        if (part.getContent() instanceof Multipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                BodyPart one = parts.getBodyPart(i);
                String text = text(one, type);
                if (!text.isEmpty()) {
                    return text;
                }
            }
        }
        return "";
    }
}
