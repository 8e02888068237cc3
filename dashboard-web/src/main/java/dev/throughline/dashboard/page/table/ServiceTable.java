package dev.throughline.dashboard.page.table;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Services or teams with their five metrics.
 *
 * @param caption what the table shows, in words
 * @param counted how many there are, in words
 * @param hasTeams whether there is a column of teams
 * @param columns of names and of metrics, and what stands beside them, in the order of reading
 * @param pooled all of them together; null for none
 * @param previous the page before; null for the first
 * @param next the page after; null for the last
 * @param shown which rows are on this page, in words; empty where all are
 */
public record ServiceTable(
        String caption,
        String counted,
        boolean hasTeams,
        List<Column> columns,
        @Nullable Row pooled,
        List<Row> rows,
        @Nullable String previous,
        @Nullable String next,
        String shown) {}
