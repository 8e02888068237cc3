package dev.throughline.dashboard.page;

import dev.throughline.dashboard.FakeFourKeys;
import dev.throughline.dashboard.delivery.Arrival;
import dev.throughline.dashboard.delivery.Status;
import dev.throughline.dashboard.page.overview.Arrivals;
import dev.throughline.dashboard.source.ApiState;
import dev.throughline.dashboard.source.ConnectedSource;
import dev.throughline.dashboard.source.ConnectedSources;
import dev.throughline.dashboard.source.Heard;
import dev.throughline.dashboard.source.PastReading;
import dev.throughline.dashboard.source.SilentRepository;
import dev.throughline.dashboard.source.SourceHistory;
import dev.throughline.engine.history.Incidents;
import dev.throughline.engine.history.Labels;
import dev.throughline.engine.history.Parts;
import dev.throughline.engine.metric.CoverageByService;
import dev.throughline.engine.metric.Freshness;
import dev.throughline.engine.metric.LeadTimeDistribution;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.data.jdbc.autoconfigure.DataJdbcRepositoriesAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.filter.OncePerRequestFilter;

/** The pages alone, over services that are made up, under the server's own content security policy. */
@SpringBootConfiguration
@EnableAutoConfiguration(
        exclude = {
            DataSourceAutoConfiguration.class,
            DataSourceTransactionManagerAutoConfiguration.class,
            JdbcTemplateAutoConfiguration.class,
            DataJdbcRepositoriesAutoConfiguration.class,
            FlywayAutoConfiguration.class
        })
@ComponentScan(basePackages = {"dev.throughline.dashboard.page", "dev.throughline.dashboard.problem"})
class PagesApplication {

    static final Instant NOW = Instant.parse("2026-03-10T09:00:00Z");
    /** A name that is written from right to left from its middle on, with all that can be hidden in one. */
    static final String TURNED = "shop/\u202Etxt\u2066\u200F\u05E2\u05D1\u05E8\u200B\u0007\uFEFF.exe";

    static final String HOSTILE = "<img src=x onerror=alert(1)>/\"';&%2e;../{x}";

    /**
     * Look at the pages by hand: {@code --server.port=18123}, with {@code empty} for those of the first day, {@code ping} and
     * {@code staging} for those after it.
     */
    public static void main(String[] arguments) {
        ConfigurableApplicationContext context = start(arguments);
        switch (arguments.length == 0 ? "" : arguments[0]) {
            case "empty" -> {
                context.getBean(FakeFourKeys.class).clear();
                context.getBean(FakeDeliveries.class).clear();
            }
            case "ping" -> afterAPing(context);
            case "staging" -> afterStaging(context);
            default -> {}
        }
    }

    static void afterAPing(ConfigurableApplicationContext context) {
        context.getBean(FakeFourKeys.class).clear();
        context.getBean(FakeArrivals.class).arrived = new Arrivals.Arrived(
                1,
                0,
                0,
                true,
                latest("ping", NOW.minusSeconds(12), Status.IGNORED, "the event 'ping' names no repository"));
    }

    /** Deployed, but nowhere that is called production. */
    static void afterStaging(ConfigurableApplicationContext context) {
        context.getBean(FakeFourKeys.class)
                .with("shop/silent", FakeFourKeys.silent())
                .with("shop/checkout", FakeFourKeys.silent());
        context.getBean(FakeHistory.class)
                .begin(
                        FakeHistory.service("shop/silent", null, 3, "dev-eu", "area\"1"),
                        FakeHistory.service("shop/checkout", null, 0));
        context.getBean(FakeArrivals.class).arrived = new Arrivals.Arrived(
                1_204, 2, 1, false, latest("deployment_status", NOW.minusSeconds(3_700), Status.PROCESSED, null));
    }

    private static Arrival latest(String event, Instant at, Status status, @Nullable String reason) {
        return new Arrival("7", "github", "7d", event, null, at, 99, status, null, reason, null, 1, null, 0);
    }

    static ConfigurableApplicationContext start(String... arguments) {
        SpringApplication application = new SpringApplication(PagesApplication.class);
        application.setAdditionalProfiles("web");
        application.setDefaultProperties(Map.of("spring.mvc.problemdetails.enabled", true));
        return application.run(arguments);
    }

    @Bean
    Clock clock() {
        return Clock.fixed(NOW, ZoneOffset.UTC);
    }

    @Bean
    FakeFourKeys fourKeys() {
        return new FakeFourKeys(NOW)
                .with("openzipkin/zipkin", FakeFourKeys.metrics(0.4667, 42, 121_741, 2, 42))
                .with("shop/checkout", FakeFourKeys.metrics(3.2, 288, 8_640, 12, 288))
                .with(
                        "shop/a-service-with-quite-a-long-name-as-they-come",
                        FakeFourKeys.metrics(0.033, 3, 1_234_567, 0, 3))
                .with("shop/silent", FakeFourKeys.silent())
                .with(TURNED, FakeFourKeys.metrics(1.1, 99, 40_000, 9, 99))
                .with(HOSTILE, FakeFourKeys.metrics(1.1, 99, 40_000, 9, 99));
    }

    @Bean
    FakeHistory history(FakeFourKeys fourKeys) {
        return new FakeHistory(fourKeys);
    }

    @Bean
    Incidents incidents(FakeHistory history) {
        return history.incidents();
    }

    @Bean
    Labels labels() {
        return new Labels() {
            @Override
            public Map<UUID, DeploymentLabel> deployments(Collection<UUID> ids) {
                return ids.stream()
                        .collect(Collectors.toMap(
                                id -> id,
                                _ -> new DeploymentLabel(
                                        "shop/checkout",
                                        "da81140d16932d8d05ebc69c408907c514b97f31",
                                        "main",
                                        "production")));
            }

            @Override
            public Map<UUID, IncidentLabel> incidents(Collection<UUID> ids) {
                return ids.stream()
                        .collect(Collectors.toMap(id -> id, _ -> new IncidentLabel(12L, "Totals <b>off</b>")));
            }
        };
    }

    @Bean
    Parts parts(FakeHistory history) {
        return history.parts();
    }

    @Bean
    LeadTimeDistribution leadTimes(FakeFourKeys fourKeys) {
        return fourKeys::distribution;
    }

    @Bean
    FakeFreshness freshness() {
        return new FakeFreshness();
    }

    @Bean
    FakeArrivals arrivals() {
        return new FakeArrivals();
    }

    @Bean
    CoverageByService coverageByService(FakeFourKeys fourKeys) {
        return new FakeCoverage(fourKeys);
    }

    @Bean
    FakeDeliveries deliveryBook() {
        return new FakeDeliveries(NOW);
    }

    @Bean
    FakeSetup setup() {
        return new FakeSetup();
    }

    /** As if the secret had never been shown. */
    static void conceal(ConfigurableApplicationContext server) {
        server.getBean(FakeSetup.class).isRevealed = false;
    }

    static void breakDatabase(ConfigurableApplicationContext server, boolean isAway) {
        server.getBean(FakeSetup.class).isAway = isAway;
    }

    static class FakeArrivals implements Arrivals {

        private Arrived arrived = new Arrived(0, 0, 0, true, null);

        @Override
        public Arrived soFar() {
            return arrived;
        }
    }

    /** Numbers that never change, unless they are told to. */
    static class FakeFreshness implements Freshness {

        private final AtomicInteger before = new AtomicInteger(Integer.MAX_VALUE);

        /** So many answers on there is something new. */
        void renewAfter(int answers) {
            before.set(answers);
        }

        @Override
        public String mark() {
            return before.getAndUpdate(left -> Math.max(0, left - 1)) > 0 ? "as-they-are" : "renewed";
        }
    }

    static class FakeSetup implements ConnectedSources {

        @Override
        public Optional<SourceHistory> history(String source) {
            return switch (source) {
                case "github" ->
                    Optional.of(new SourceHistory(
                            "THROUGHLINE_GITHUB_TOKEN",
                            true,
                            List.of(
                                    new PastReading(
                                            "shop/checkout", "running", null, null, 464, 812, 31, 3_100, 6_000L),
                                    new PastReading("shop/till", "done", null, null, 12, 90, 2, 410, 600L),
                                    new PastReading(
                                            HOSTILE,
                                            "failed",
                                            "the token has no right to this: api.github.com/repos/shop/web/deployments answers 403",
                                            NOW.plusSeconds(3_600),
                                            0,
                                            3,
                                            0,
                                            20,
                                            null))));
                case "gitlab" -> Optional.of(new SourceHistory("THROUGHLINE_GITLAB_TOKEN", false, List.of()));
                default -> Optional.empty();
            };
        }

        private boolean isRevealed;
        private boolean isAway;

        @Override
        public List<ConnectedSource> all() {
            return List.of(
                    new ConnectedSource(
                            "github",
                            "github",
                            "GitHub",
                            "http://127.0.0.1:8080/webhooks/github",
                            ConnectedSource.SecretState.MADE,
                            "THROUGHLINE_GITHUB_SECRET",
                            "/var/lib/throughline/github-secret",
                            List.of("changes", "deployments", "incidents"),
                            guide(
                                    "Events",
                                    new ConnectedSource.Form(
                                            "Repository", "https://github.com/{name}/settings/hooks/new", "acme/web"))),
                    new ConnectedSource(
                            "pager-emea",
                            "pager",
                            "Pager (pager-emea)",
                            "http://127.0.0.1:8080/webhooks/pager-emea",
                            ConnectedSource.SecretState.MISSING,
                            "THROUGHLINE_PAGER_EMEA_SECRET",
                            null,
                            List.of("incidents"),
                            guide("What it sends")),
                    new ConnectedSource(
                            "tracker",
                            "tracker",
                            "Tracker",
                            "http://127.0.0.1:8080/webhooks/tracker",
                            ConnectedSource.SecretState.CONFIGURED,
                            "THROUGHLINE_TRACKER_SECRET",
                            null,
                            List.of("incidents"),
                            guide("What it sends")));
        }

        @Override
        public Map<String, Heard> heard() {
            if (isAway) {
                throw new CannotCreateTransactionException("the database is away");
            }
            return Map.of(
                    "github",
                            new Heard(
                                    1_204,
                                    NOW.minusSeconds(720),
                                    NOW.minusSeconds(90_000),
                                    0,
                                    false,
                                    null,
                                    Duration.ofHours(7)),
                    "pager-emea", new Heard(0, null, NOW.minusSeconds(200), 4, true, null, null));
        }

        @Override
        public List<SilentRepository> silentRepositories(int limit) {
            if (isAway) {
                throw new CannotCreateTransactionException("the database is away");
            }
            return List.of(
                    new SilentRepository("github", "acme/till", NOW.minus(Duration.ofDays(12)), Duration.ofDays(8)));
        }

        @Override
        public Map<String, ApiState> apis() {
            if (isAway) {
                throw new CannotCreateTransactionException("the database is away");
            }
            return Map.of(
                    "github", new ApiState("accepted", null, NOW.minusSeconds(720)),
                    "tracker", new ApiState("refused", "the token has expired", NOW.minusSeconds(200)));
        }

        private static ConnectedSource.Guide guide(String events, ConnectedSource.Form... forms) {
            return new ConnectedSource.Guide(
                    "Settings → Webhooks → Add webhook",
                    "The form asks for four things.",
                    List.of(
                            new ConnectedSource.Step("url", "Payload URL", List.of(), "It has to be reached."),
                            new ConnectedSource.Step("value", "Content type", List.of("application/json"), ""),
                            new ConnectedSource.Step("secret", "Secret", List.of(), ""),
                            new ConnectedSource.Step(
                                    "choice", events, List.of("Deployments", "Pull requests"), "These are the ones:"),
                            new ConnectedSource.Step(
                                    "code", "Template", List.of("one: 1", "  two: {name}"), "As it stands.")),
                    "A ping arrives at once.",
                    "curl -i 'http://127.0.0.1:8080/webhooks/x' \\\n  -d '{}'\n",
                    List.of(forms));
        }

        @Override
        public Optional<String> revealSecretOnce(String source) {
            if (!source.equals("github")) {
                return Optional.empty();
            }
            boolean isFirst = !isRevealed;
            isRevealed = true;
            return isFirst ? Optional.of("made-at-the-first-start-3f9a") : Optional.empty();
        }
    }

    /** Pages that look at pages, and one that fails. */
    @RestController
    static class Drive {

        @GetMapping(value = "/drive/{page}.html", produces = "text/html")
        Resource page(@PathVariable String page) {
            return new ClassPathResource("drive/" + page + ".html");
        }

        @GetMapping("/drive/away")
        String away() {
            throw new CannotCreateTransactionException("the database is away");
        }

        @GetMapping("/drive/fails")
        String fail() {
            throw new IllegalStateException("secret detail");
        }
    }

    @Bean
    OncePerRequestFilter contentSecurityPolicy() {
        return new OncePerRequestFilter() {
            @Override
            protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                    throws ServletException, IOException {
                boolean isDriving = request.getRequestURI().startsWith("/drive/") && request.getQueryString() == null;
                if (!isDriving) {
                    response.setHeader(
                            "Content-Security-Policy",
                            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'");
                }
                chain.doFilter(request, response);
            }
        };
    }
}
