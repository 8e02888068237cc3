package dev.throughline.server.command;

import dev.throughline.dashboard.page.frame.ServicePath;
import dev.throughline.dashboard.wording.Wording;
import dev.throughline.engine.fact.Term;
import dev.throughline.engine.metric.NoData;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * DORA's five numbers of one service as a small table: what they are, what they are based on, or why there are none. Over the last twelve
 * months or, if it did not deploy in them, over the year up to its last deployment.
 */
public final class FiveNumbers {

    private static final String ROW = "  %-33s %-11s %s%n";

    private final RunningServer server;
    private final Clock clock;

    public FiveNumbers(RunningServer server, Clock clock) {
        this.server = server;
        this.clock = clock;
    }

    /**
     * Prints them.
     *
     * @param pages where people look at the server, without a path
     */
    public void print(String service, String pages, PrintStream out) {
        LocalDate until = until(service);
        LocalDate from = until.minusYears(1);
        String window = "from=%s&until=%s".formatted(from, until);
        JsonNode answer = server.get("/api/v1/metrics?service=%s&%s".formatted(RunningServer.encode(service), window));
        JsonNode metrics = answer.path("metrics");
        out.printf("%n%s, %s to %s%n%n", service, from, until.minusDays(1));
        JsonNode frequency = metrics.path("deployment_frequency");
        row(
                out,
                "deployment frequency",
                frequency,
                Wording.frequency(value(frequency)),
                counted(frequency.path("count").asLong(0), "deployment"));
        JsonNode lead = metrics.path("change_lead_time");
        row(
                out,
                "change lead time",
                lead,
                Wording.duration(value(lead)),
                "median of " + counted(lead.path("n").asLong(0), "commit"));
        JsonNode fail = metrics.path("change_fail_rate");
        row(out, "change fail rate", fail, Wording.percent(value(fail)), share(fail));
        JsonNode recovery = metrics.path("failed_deployment_recovery_time");
        row(out, "failed deployment recovery time", recovery, Wording.duration(value(recovery)), restored(recovery));
        JsonNode rework = metrics.path("deployment_rework_rate");
        row(out, "deployment rework rate", rework, Wording.percent(value(rework)), share(rework));
        out.printf("%n  %s%n", pages + ServicePath.of(service, "?" + window));
    }

    private static void row(PrintStream out, String name, JsonNode metric, String value, String basis) {
        out.printf(Locale.ROOT, ROW, name, value, value(metric) == null ? reason(metric) : basis);
    }

    private static String reason(JsonNode metric) {
        JsonNode word = metric.path("reason");
        return word.isString() ? Wording.reason(Term.of(NoData.class, word.asString())) : "";
    }

    private static @Nullable Double value(JsonNode metric) {
        JsonNode value = metric.path("value");
        return value.isNumber() ? value.asDouble() : null;
    }

    private static String share(JsonNode metric) {
        return String.format(
                Locale.ROOT,
                "%,d of %s",
                metric.path("numerator").asLong(0),
                counted(metric.path("denominator").asLong(0), "deployment"));
    }

    private static String restored(JsonNode metric) {
        long open = metric.path("open").asLong(0);
        return "median of " + metric.path("n").asLong(0) + " restored" + (open == 0 ? "" : ", " + open + " open");
    }

    private static String counted(long count, String thing) {
        return String.format(Locale.ROOT, "%,d %s%s", count, thing, count == 1 ? "" : "s");
    }

    /** The day after today, or where the last year is empty, after the last deployment. */
    private LocalDate until(String service) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        JsonNode last = server.get("/api/v1/deployments?limit=1&service=" + RunningServer.encode(service))
                .path("items")
                .path(0)
                .path("finished_at");
        if (last.isString()) {
            LocalDate day = LocalDate.ofInstant(Instant.parse(last.asString()), ZoneOffset.UTC);
            if (day.isBefore(today.minusYears(1).plusDays(1))) {
                return day.plusDays(1);
            }
        }
        return today.plusDays(1);
    }
}
