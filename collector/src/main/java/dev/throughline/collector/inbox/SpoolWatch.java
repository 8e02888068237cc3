package dev.throughline.collector.inbox;

/** What this process has spooled. A process that is no collector has none. */
@FunctionalInterface
public interface SpoolWatch {

    SpoolState state();
}
