package dev.throughline.dashboard.compat;

import static java.time.Duration.ofHours;

import dev.throughline.engine.TestDatabase;
import dev.throughline.engine.history.ProductionDeployments;
import dev.throughline.engine.history.ServiceFinder;
import dev.throughline.engine.history.Services;
import dev.throughline.engine.metric.FourKeys;
import dev.throughline.engine.metric.HandWritten;
import java.io.UnsupportedEncodingException;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.http.converter.StringHttpMessageConverter;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.transaction.PlatformTransactionManager;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * Two services of acme in the spring of 2026, for clients to ask about. acme/shop is deployed on January 30, and thrice in March: on the 2nd, twice
 * on the 4th, of which the second failed for three hours. acme/till is deployed once, on March 4.
 */
public final class CompatHistory {

    public static final Instant NOW = Instant.parse("2026-03-31T12:00:00Z");
    public static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    public static final Instant FAILED_AT = Instant.parse("2026-03-04T15:00:00Z");

    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    private final JdbcClient jdbc;
    private final AnnotationConfigApplicationContext ports = new AnnotationConfigApplicationContext();
    private final UUID failed;

    public CompatHistory() {
        DataSource database = TestDatabase.create();
        jdbc = JdbcClient.create(database);
        ports.registerBean(JdbcClient.class, () -> jdbc);
        ports.registerBean(DataSource.class, () -> database);
        ports.registerBean(PlatformTransactionManager.class, () -> new DataSourceTransactionManager(database));
        ports.registerBean(Clock.class, Clock::systemUTC);
        ports.scan("dev.throughline.engine.history", "dev.throughline.engine.metric");
        ports.refresh();
        HandWritten written = new HandWritten(database);
        written.service("acme/shop");
        written.service("acme/till");
        written.deployment("acme/shop", "2026-01-30T10:00:00Z").initial().write();
        written.deployment("acme/shop", "2026-03-02T10:00:00Z")
                .leads(ofHours(4))
                .mergeLeads(ofHours(2))
                .write();
        written.deployment("acme/shop", "2026-03-04T10:00:00Z")
                .leads(ofHours(8))
                .mergeLeads(ofHours(6))
                .write();
        failed = written.deployment("acme/shop", "2026-03-04T14:00:00Z")
                .leads(ofHours(2))
                .mergeLeads(ofHours(1))
                .failed(FAILED_AT, ofHours(3))
                .write();
        written.incident("acme/shop", FAILED_AT, failed);
        written.deployment("acme/till", "2026-03-04T16:00:00Z").initial().write();
    }

    /** The deployment that failed. */
    public UUID failed() {
        return failed;
    }

    public JdbcClient jdbc() {
        return jdbc;
    }

    public FourKeys fourKeys() {
        return ports.getBean(FourKeys.class);
    }

    public ServiceFinder finder() {
        return ports.getBean(ServiceFinder.class);
    }

    public Services services() {
        return ports.getBean(Services.class);
    }

    public ProductionDeployments deployments() {
        return ports.getBean(ProductionDeployments.class);
    }

    /** Asks a controller as over HTTP. */
    public static MockMvcTester http(Object controller) {
        return MockMvcTester.create(MockMvcBuilders.standaloneSetup(controller)
                .setMessageConverters(new JacksonJsonHttpMessageConverter(JSON), new StringHttpMessageConverter())
                .build());
    }

    public static JsonNode json(MvcTestResult answer) {
        return JSON.readTree(text(answer));
    }

    public static String text(MvcTestResult answer) {
        try {
            return answer.getResponse().getContentAsString();
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    public static MvcTestResult get(MockMvcTester http, String uri) {
        return http.get().uri(URI.create(uri)).exchange();
    }
}
