package dev.throughline.dashboard.weekly;

/** Where people reach the pages, for links that are read elsewhere. */
public interface Site {

    /** Without a slash at its end, e.g. {@code https://throughline.example.org}. */
    String base();
}
