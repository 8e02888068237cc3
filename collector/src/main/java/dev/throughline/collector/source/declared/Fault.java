package dev.throughline.collector.source.declared;

import java.util.List;

/**
 * What is wrong with a file, and where.
 *
 * @param line from 1
 * @param column from 1
 */
record Fault(int line, int column, String detail) implements Comparable<Fault> {

    @Override
    public int compareTo(Fault other) {
        return line != other.line ? Integer.compare(line, other.line) : Integer.compare(column, other.column);
    }

    @Override
    public String toString() {
        return "%d:%d: %s".formatted(line, column, detail);
    }

    /** A file that does not describe a source. */
    static final class Faulty extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient List<Fault> faults;

        /** @param faults at least one */
        Faulty(List<Fault> faults) {
            super(String.valueOf(faults), null, false, false);
            this.faults = faults.stream().sorted().distinct().toList();
        }

        /** In the order of the file. */
        List<Fault> faults() {
            return faults;
        }
    }
}
