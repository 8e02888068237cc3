package dev.throughline.dashboard.page.frame;

import dev.throughline.dashboard.problem.BadParameter;
import dev.throughline.dashboard.wording.Wording;
import dev.throughline.engine.history.Page;
import dev.throughline.engine.history.Position;
import dev.throughline.engine.history.Services;
import java.time.Clock;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The surroundings of a list: its filters, links to its other pages, and to the same rows as CSV.
 *
 * @param hidden what the form of the filters also sends
 * @param count how many there are, in words, if known
 * @param newestHref null on the first page
 * @param nextHref null on the last page
 */
public record Listing(
        String path,
        List<Filter> filters,
        Map<String, String> hidden,
        String count,
        @Nullable String newestHref,
        @Nullable String nextHref,
        String csvHref) {

    /** Rows of one page. */
    public static final int LIMIT = 100;

    /** Rows of a file, the newest; a spreadsheet is no backup. */
    public static final int MOST_ROWS = 10_000;

    private static final int AT_ONCE = 1_000;
    private static final List<String> PAGING = List.of("after", "id");

    /** A choice of the frame, which for a list may be any existing environment. */
    private static final String ENVIRONMENT = "environment";

    /**
     * A filter of a list.
     *
     * @param value what is chosen; empty for everything
     * @param options to choose from; empty for text
     */
    public record Filter(String name, String label, String value, List<Option> options) {

        public static Filter text(String name, String label) {
            return new Filter(name, label, "", List.of());
        }

        /** @param values pairs of a value and its label */
        public static Filter choice(String name, String label, String... values) {
            List<Option> options = new ArrayList<>(List.of(new Option("", "any")));
            for (int i = 0; i < values.length; i += 2) {
                options.add(new Option(values[i], values[i + 1]));
            }
            return new Filter(name, label, "", options);
        }
    }

    public record Option(String value, String label) {}

    /** What a request chose from a list. */
    public record Chosen(dev.throughline.dashboard.page.frame.Chosen frame, String path, List<Filter> filters) {

        /** The value of a filter; null for everything. */
        public @Nullable String value(String name) {
            return filters.stream()
                    .filter(filter -> filter.name().equals(name))
                    .map(Filter::value)
                    .filter(value -> !value.isEmpty())
                    .findAny()
                    .orElse(null);
        }

        public Selection selection() {
            return frame.selection();
        }

        /** The chosen services: the named one, otherwise those of the team; empty means all. */
        public List<String> services(Services services) {
            String service = value("service");
            String team = selection().team();
            return service != null ? List.of(service) : team != null ? services.ofTeam(team) : List.of();
        }

        /** With the current filters, except those that the frame keeps itself. */
        public Address address() {
            Address address = Address.of(path);
            for (Filter filter : filters) {
                address = filter.name().equals(ENVIRONMENT) ? address : address.with(filter.name(), filter.value());
            }
            return address;
        }

        private Map<String, String> hidden() {
            Map<String, String> hidden = new LinkedHashMap<>(selection().kept());
            filters.forEach(filter -> hidden.remove(filter.name()));
            return hidden;
        }

        /** Where the page begins; null for the newest. */
        public @Nullable Position after() {
            String key = frame.given().getOrDefault("after", "");
            String id = frame.given().getOrDefault("id", "");
            if (key.isEmpty() && id.isEmpty()) {
                return null;
            }
            Position position = new Position(key, id);
            try {
                position.at();
            } catch (DateTimeException e) {
                throw new BadParameter("after", key, "as a link to a later page has it");
            }
            return position;
        }

        public Listing around(Page<?> page, String one) {
            Selection selection = selection();
            Position next = page.next();
            boolean isFirst = after() == null;
            int size = page.items().size();
            String counted = Wording.counted(size, one);
            return new Listing(
                    path,
                    filters,
                    hidden(),
                    isFirst ? next == null ? counted : "the newest " + counted : "older ones, " + counted,
                    isFirst ? null : address().href(selection.query()),
                    next == null ? null : address().href(selection.after(next.key(), next.id())),
                    new Address(path + ".csv", address().own()).href(selection.query()));
        }
    }

    /** @param filters those that the list knows, without their values */
    public static Chosen chosen(Map<String, String> given, Clock clock, String path, Filter... filters) {
        String[] own = Stream.concat(Arrays.stream(filters).map(Filter::name), PAGING.stream())
                .toArray(String[]::new);
        return new Chosen(
                dev.throughline.dashboard.page.frame.Chosen.of(given, clock, own),
                path,
                Arrays.stream(filters)
                        .map(filter ->
                                new Filter(filter.name(), filter.label(), value(given, filter), filter.options()))
                        .toList());
    }

    private static String value(Map<String, String> given, Filter filter) {
        String value = given.getOrDefault(filter.name(), "").strip();
        if (!filter.options().isEmpty()
                && filter.options().stream().noneMatch(option -> option.value().equals(value))) {
            throw new BadParameter(
                    filter.name(),
                    value,
                    "one of "
                            + String.join(
                                    ", ",
                                    filter.options().stream()
                                            .map(Option::value)
                                            .filter(each -> !each.isEmpty())
                                            .toList()));
        }
        return value;
    }

    /**
     * All rows from the newest on, at most {@link #MOST_ROWS}.
     *
     * @param pages returns what comes after a position
     */
    public static <T> List<T> all(BiFunction<@Nullable Position, Integer, Page<T>> pages) {
        List<T> rows = new ArrayList<>();
        Position after = null;
        do {
            Page<T> page = pages.apply(after, AT_ONCE);
            rows.addAll(page.items());
            after = page.next();
        } while (after != null && rows.size() < MOST_ROWS);
        return rows;
    }
}
