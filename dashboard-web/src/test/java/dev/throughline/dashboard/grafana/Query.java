package dev.throughline.dashboard.grafana;

/**
 * SQL with Grafana's macros in it.
 *
 * @param of what asks it, such as {@code service: Change lead time}
 */
record Query(String of, String sql) {

    @Override
    public String toString() {
        return of;
    }
}
