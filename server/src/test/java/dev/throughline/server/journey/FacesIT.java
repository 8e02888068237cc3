package dev.throughline.server.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.server.acceptance.FullServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Whatever is asked for, all that shows a number shows the same: the API, each page, and the SQL that Grafana asks. */
class FacesIT {

    private static final int SCOPES = 50;
    private static final long SEED = 20261130;
    private static final List<String> SERVICES = List.of("acme/checkout", "acme/catalog", "acme/ledger");
    private static final String TEAM = "payments";
    private static final String OF_TEAM = "acme/checkout";
    private static final List<String> METRICS = List.of(
            "deployment_frequency",
            "change_lead_time",
            "change_fail_rate",
            "failed_deployment_recovery_time",
            "deployment_rework_rate");

    private static final FullServer SERVER = Site.demo();

    /** @param service null for all, or for those of a team */
    private record Scope(
            @Nullable String service,
            boolean isTeam,
            boolean isProduction,
            String basis,
            LocalDate from,
            LocalDate until) {

        String query() {
            return "from=%s&until=%s&basis=%s%s"
                    .formatted(from, until, basis, isProduction ? "&environment=production" : "");
        }

        String owner() {
            return service != null ? "&service=" + service : isTeam ? "&team=" + TEAM : "";
        }

        String @Nullable [] services() {
            return service != null ? new String[] {service} : isTeam ? new String[] {OF_TEAM} : null;
        }
    }

    static Stream<Scope> scopes() {
        Random random = new Random(SEED);
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        return IntStream.range(0, SCOPES).mapToObj(_ -> {
            int who = random.nextInt(SERVICES.size() + 2);
            LocalDate from = today.minusDays(5L + random.nextInt(200));
            LocalDate until = from.plusDays(1L + random.nextInt(120));
            return new Scope(
                    who < SERVICES.size() ? SERVICES.get(who) : null,
                    who == SERVICES.size(),
                    random.nextBoolean(),
                    List.of("commit", "change", "merge").get(random.nextInt(3)),
                    from,
                    until.isAfter(today) ? today : until);
        });
    }

    @ParameterizedTest
    @MethodSource("scopes")
    void agree(Scope scope) throws SQLException {
        List<Double> numbers = api(scope);

        assertThat(rows(scope)).as("table").isEqualTo(numbers);
        if (scope.service() != null) {
            assertThat(cards(scope)).as("service").isEqualTo(numbers);
        }
        assertThat(explained(scope)).as("explain").isEqualTo(numbers);
        assertThat(asked(scope)).as("SQL").isEqualTo(numbers);
    }

    private static List<Double> api(Scope scope) {
        JsonNode metrics =
                SERVER.get("/api/v1/metrics?" + scope.query() + scope.owner()).path("metrics");
        List<Double> numbers = new ArrayList<>();
        for (String metric : METRICS) {
            JsonNode value = metrics.path(metric).path("value");
            assertThat(value.isMissingNode()).as(metric).isFalse();
            numbers.add(value.isNull() ? Double.NaN : value.asDouble());
        }
        return numbers;
    }

    /** The row of the service, or the first, which pools the others. */
    private static List<Double> rows(Scope scope) {
        String page = SERVER.text((scope.isTeam() ? "/teams?name=" + TEAM + "&" : "/?") + scope.query());
        String start =
                scope.service() == null ? "<tr role=\"row\" class=\"pooled\"" : ">" + scope.service() + "</a></th>";
        int row = page.indexOf(start);
        assertThat(row).as("the row of %s", scope).isPositive();
        return values(page.substring(row, page.indexOf("</tr>", row)), "<a class=\"cell-value[^>]*>");
    }

    private static List<Double> cards(Scope scope) {
        String page = SERVER.text("/services/" + scope.service() + "?" + scope.query());
        return METRICS.stream()
                .flatMap(metric ->
                        values(page, "<p class=\"value[^>]*><a[^>]*data-metric=\"" + metric + "\"[^>]*>").stream())
                .toList();
    }

    private static List<Double> explained(Scope scope) {
        return METRICS.stream()
                .flatMap(metric -> values(
                        SERVER.text("/explain/%s?%s%s".formatted(metric, scope.query(), scope.owner())),
                        "<p class=\"value[^>]*>")
                        .stream())
                .toList();
    }

    /** The values that these tags carry; NaN for a tag without one. */
    private static List<Double> values(String html, String tags) {
        List<Double> values = new ArrayList<>();
        for (Matcher tag = Pattern.compile(tags).matcher(html); tag.find(); ) {
            Matcher value = Pattern.compile("data-value=\"([^\"]*)\"").matcher(tag.group());
            values.add(value.find() ? Double.valueOf(value.group(1)) : Double.NaN);
        }
        return values;
    }

    private static List<Double> asked(Scope scope) throws SQLException {
        List<Double> numbers = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(SERVER.databaseUrl())) {
            for (String metric : METRICS) {
                boolean hasBasis = metric.equals("change_lead_time");
                try (PreparedStatement question = connection.prepareStatement(
                        "select value from %s(?, ?, ?, ?%s)".formatted(metric, hasBasis ? ", ?" : ""))) {
                    question.setArray(
                            1,
                            scope.services() == null
                                    ? null
                                    : connection.createArrayOf("text", Objects.requireNonNull(scope.services())));
                    question.setObject(2, scope.isProduction() ? "production" : null, Types.VARCHAR);
                    question.setObject(3, midnight(scope.from()));
                    question.setObject(4, midnight(scope.until()));
                    if (hasBasis) {
                        question.setString(5, scope.basis());
                    }
                    try (ResultSet answer = question.executeQuery()) {
                        assertThat(answer.next()).isTrue();
                        double value = answer.getDouble(1);
                        numbers.add(answer.wasNull() ? Double.NaN : value);
                    }
                }
            }
        }
        return numbers;
    }

    private static OffsetDateTime midnight(LocalDate day) {
        return day.atStartOfDay().atOffset(ZoneOffset.UTC);
    }
}
