package dev.throughline.dashboard.page.verdict;

/** What a form is about. */
public enum Subject {
    DEPLOYMENT,
    INCIDENT
}
