package dev.throughline.server.transfer;

import java.util.Locale;

/** The tables of DevLake's domain layer that are read. */
enum DevLakeTable {
    REPOS,
    PROJECT_MAPPING,
    CICD_DEPLOYMENTS,
    CICD_DEPLOYMENT_COMMITS,
    PULL_REQUESTS,
    PULL_REQUEST_COMMITS,
    PULL_REQUEST_COMMENTS,
    COMMITS,
    COMMIT_PARENTS,
    REPO_COMMITS,
    INCIDENTS,
    ISSUES,
    BOARD_ISSUES,
    PROJECT_INCIDENT_DEPLOYMENT_RELATIONSHIPS,
    /** What the one before was called until 2024. */
    PROJECT_ISSUE_METRICS;

    /** Its name in the database. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
