package dev.throughline.dashboard.page;

import dev.throughline.engine.metric.Interval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The choices above a page: links and one form, which work without a script.
 *
 * @param path of the page
 * @param name of the service where it is not in the path; null otherwise
 */
record Controls(
        Chosen chosen,
        List<Choice> periods,
        List<Choice> intervals,
        List<Choice> environments,
        List<String> zones,
        String path,
        @Nullable String name) {

    /** Offered for the time zone; any other is understood as well. */
    private static final List<String> ZONES = List.of(
            "UTC",
            "America/Los_Angeles",
            "America/Chicago",
            "America/New_York",
            "America/Sao_Paulo",
            "Europe/London",
            "Europe/Berlin",
            "Europe/Kyiv",
            "Africa/Lagos",
            "Africa/Johannesburg",
            "Asia/Kolkata",
            "Asia/Singapore",
            "Asia/Shanghai",
            "Asia/Tokyo",
            "Australia/Sydney");

    /** One of several; {@code href} chooses it. */
    record Choice(String id, String label, String href, boolean isChosen) {}

    static Controls of(Chosen chosen, List<String> environments, String path, @Nullable String name) {
        Selection selection = chosen.selection();
        return new Controls(
                chosen,
                Selection.PERIODS.entrySet().stream()
                        .map(each -> choice(
                                selection,
                                path,
                                name,
                                "period",
                                each.getKey(),
                                each.getValue().label(),
                                selection.period()))
                        .toList(),
                Arrays.stream(Interval.values())
                        .map(Interval::word)
                        .map(word -> choice(
                                selection,
                                path,
                                name,
                                "interval",
                                word,
                                word,
                                selection.interval().word()))
                        .toList(),
                environments(selection, environments, path, name),
                ZONES,
                path,
                name);
    }

    public Selection selection() {
        return chosen.selection();
    }

    /** What cannot be used of what was chosen; null when all can. */
    public @Nullable Wrong wrong() {
        return chosen.wrong();
    }

    /** Null for what is not wrong, as an attribute that is not to be there. */
    public @Nullable String invalid(String parameter) {
        return chosen.wrong() != null && chosen.wrong().parameter().equals(parameter) ? "true" : null;
    }

    public String typedFrom() {
        return chosen.typed("from", selection().from());
    }

    public String typedUntil() {
        return chosen.typed("until", selection().until());
    }

    public String typedZone() {
        return chosen.typed("timezone", selection().zone());
    }

    /** Whether the form shows without being asked for. */
    public boolean isFormOpen() {
        return selection().period() == null || chosen.isWrong();
    }

    /** What the numbers span, in words. */
    public String span() {
        return selection().span();
    }

    /** Where the form leads, without a query. */
    public String formPath() {
        return isNameInQuery() ? "/services" : path;
    }

    public boolean isNameInQuery() {
        return name != null && path.startsWith("/services?");
    }

    private static List<Choice> environments(
            Selection selection, List<String> environments, String path, @Nullable String name) {
        TreeSet<String> names = new TreeSet<>(environments);
        if (selection.environment() != null) {
            names.add(selection.environment());
        }
        List<Choice> choices = new ArrayList<>();
        choices.add(choice(selection, path, name, "environment", null, "all production", selection.environment()));
        names.forEach(environment -> choices.add(
                choice(selection, path, name, "environment", environment, environment, selection.environment())));
        return names.isEmpty() ? List.of() : choices;
    }

    private static Choice choice(
            Selection selection,
            String path,
            @Nullable String service,
            String parameter,
            @Nullable String value,
            String label,
            @Nullable String chosen) {
        String query = selection.with(parameter, value);
        String href = service == null ? path + (query.equals("?") ? "" : query) : ServicePath.of(service, query);
        return new Choice(
                parameter + "-" + (value == null ? "all" : Integer.toHexString(value.hashCode())),
                label,
                href,
                value == null ? chosen == null : value.equals(chosen));
    }
}
