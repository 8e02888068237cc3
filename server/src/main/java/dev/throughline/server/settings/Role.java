package dev.throughline.server.settings;

import java.util.Locale;

/** A part of the work that a process can take on. Each is a Spring profile of the same name in lower case. */
public enum Role {
    /** Receives deliveries and turns them into facts. */
    COLLECTOR,
    /** Derives samples from facts. */
    ENGINE,
    /** Answers questions: REST API, badges, pages, gauges. */
    WEB;

    String profile() {
        return name().toLowerCase(Locale.ROOT);
    }
}
