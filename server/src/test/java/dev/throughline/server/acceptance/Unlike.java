package dev.throughline.server.acceptance;

import java.util.ArrayList;
import java.util.List;

/** What webhooks and the API of a forge tell unlike each other, each with its reason. */
final class Unlike {

    private final List<Field> fields = new ArrayList<>();
    private final List<Field> betterByApi = new ArrayList<>();
    private final List<Field> derived = new ArrayList<>();
    private final List<Field> byOurClock = new ArrayList<>();
    private final List<Rows> onlyByWebhooks = new ArrayList<>();
    private final List<Rows> onlyByApi = new ArrayList<>();

    /** @param name of a column, or of a field of an answer */
    private record Field(String table, String name, String reason) {}

    private record Rows(String table, int count, String reason) {}

    /** A column, or a field of an answer, may differ between both. */
    Unlike field(String table, String name, String reason) {
        fields.add(new Field(table, name, reason));
        return this;
    }

    /** What the API tells of it is right, and what webhooks tell may be less; both together know what the API knows. */
    Unlike betterByApi(String table, String name, String reason) {
        betterByApi.add(new Field(table, name, reason));
        return field(table, name, reason);
    }

    boolean isBetterByApi(String table, String name) {
        return isAmong(betterByApi, table, name);
    }

    /** An answer may differ between both, and be better than either where both are known. */
    Unlike derived(String table, String name, String reason) {
        derived.add(new Field(table, name, reason));
        return this;
    }

    /** So many rows are known from webhooks alone. */
    Unlike onlyByWebhooks(String table, int count, String reason) {
        onlyByWebhooks.add(new Rows(table, count, reason));
        return this;
    }

    /** So many are known from the API alone. */
    Unlike onlyByApi(String table, int count, String reason) {
        onlyByApi.add(new Rows(table, count, reason));
        return this;
    }

    /** A column says when or in which order we learnt something: it may differ between any two tellings. */
    Unlike byOurClock(String table, String name, String reason) {
        byOurClock.add(new Field(table, name, reason));
        return this;
    }

    boolean isByOurClock(String table, String name) {
        return isAmong(byOurClock, table, name);
    }

    boolean isDerived(String table, String name) {
        return isAmong(derived, table, name);
    }

    boolean mayDiffer(String table, String name) {
        return isByOurClock(table, name) || isAmong(fields, table, name) || isDerived(table, name);
    }

    private static boolean isAmong(List<Field> fields, String table, String name) {
        return fields.stream()
                .anyMatch(field -> field.table().equals(table) && field.name().equals(name));
    }

    int onlyByWebhooks(String table) {
        return count(onlyByWebhooks, table);
    }

    int onlyByApi(String table) {
        return count(onlyByApi, table);
    }

    private static int count(List<Rows> rows, String table) {
        return rows.stream()
                .filter(one -> one.table().equals(table))
                .mapToInt(Rows::count)
                .sum();
    }
}
