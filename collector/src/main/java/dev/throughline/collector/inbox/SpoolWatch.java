package dev.throughline.collector.inbox;

/** What this process has spooled. A process that is not a collector has none. */
@FunctionalInterface
public interface SpoolWatch {

    SpoolState state();
}
