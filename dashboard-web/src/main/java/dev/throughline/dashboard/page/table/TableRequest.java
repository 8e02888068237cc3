package dev.throughline.dashboard.page.table;

import dev.throughline.dashboard.page.frame.Address;
import dev.throughline.dashboard.problem.BadParameter;
import dev.throughline.engine.metric.Metric;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which rows of a table, and in what order, as in the address of its page.
 *
 * @param search part of a name; empty for all
 * @param column what it is sorted by
 * @param page the first is 1
 */
public record TableRequest(String search, String column, boolean isDescending, int page) {

    static final int PER_PAGE = 100;
    static final String SERVICE = "service";
    static final String TEAM = "team";
    static final String UNDEPLOYED = "undeployed";
    static final String LAST = "last";

    private static final String ASCENDING = ".asc";
    private static final String DESCENDING = ".desc";
    private static final List<String> COLUMNS = Stream.of(
                    Stream.of(SERVICE, TEAM),
                    Arrays.stream(Metric.values()).map(Metric::word),
                    Stream.of(UNDEPLOYED, LAST))
            .flatMap(column -> column)
            .toList();
    private static final int LAST_PAGE = 10_000;

    /** The parameters that it is read from. */
    public static String[] parameters(String... more) {
        return Stream.concat(Stream.of("q", "sort", "page"), Arrays.stream(more))
                .toArray(String[]::new);
    }

    /** @throws BadParameter naming the first that cannot be used */
    public static TableRequest parse(Map<String, String> given) {
        String sort = given.getOrDefault("sort", "");
        String column = sort.isBlank() ? SERVICE : sort.replaceFirst("\\.(asc|desc)$", "");
        if (!COLUMNS.contains(column)) {
            throw new BadParameter("sort", sort, "one of " + String.join(", ", COLUMNS));
        }
        boolean isDescending = sort.endsWith(DESCENDING) || !sort.endsWith(ASCENDING) && !isText(column);
        return new TableRequest(given.getOrDefault("q", "").strip(), column, isDescending, page(given));
    }

    private static int page(Map<String, String> given) {
        String page = given.getOrDefault("page", "");
        if (page.isBlank()) {
            return 1;
        }
        if (page.matches("[1-9][0-9]{0,4}") && Integer.parseInt(page) <= LAST_PAGE) {
            return Integer.parseInt(page);
        }
        throw new BadParameter("page", page, "a number from 1 on");
    }

    /** The metric that it is sorted by; empty when it is sorted by something else. */
    Optional<Metric> metric() {
        return Metric.named(column);
    }

    /** The address of the same rows, sorted by a column; for the current sort column, in reverse order. */
    Address sortedBy(Address address, String other) {
        boolean isTurned = other.equals(column) && isDescending != isText(other);
        String turned = isText(other) ? DESCENDING : ASCENDING;
        String sort = other + (isTurned ? turned : "");
        return address.with("sort", sort.equals(SERVICE) ? "" : sort).with("page", "");
    }

    /** The page with what it was asked for. */
    public Address of(Address address) {
        boolean isUsual = isDescending != isText(column);
        String sort = column + (isUsual ? "" : isDescending ? DESCENDING : ASCENDING);
        return address.with("q", search).with("sort", sort.equals(SERVICE) ? "" : sort);
    }

    private static boolean isText(String column) {
        return column.equals(SERVICE) || column.equals(TEAM);
    }
}
