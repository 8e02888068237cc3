package dev.throughline.server.transfer;

import dev.throughline.server.cli.CommandFailed;
import dev.throughline.server.command.FiveNumbers;
import dev.throughline.server.command.RunningServer;
import dev.throughline.server.command.Servers;
import java.io.PrintStream;
import java.time.Clock;
import java.util.Locale;
import java.util.Set;

/**
 * Reports to a server what DevLake's domain layer knows about deployments, incidents, changes and commits. What was reported before is not
 * reported twice.
 */
final class DevLakeImport {

    private static final int MOST_SHOWN = 5;

    private final DevLakeTables tables;
    private final DevLakeTally tally;
    private final boolean withCauses;

    /** @param withCauses whether what DevLake linked with an incident counts as its cause */
    DevLakeImport(DevLakeTables tables, DevLakeTally tally, boolean withCauses) {
        this.tables = tables;
        this.tally = tally;
        this.withCauses = withCauses;
    }

    /**
     * Whether there is anything to read, before a server is looked for.
     *
     * @throws CommandFailed if not
     */
    void check() {
        if (!tables.has(DevLakeTable.CICD_DEPLOYMENT_COMMITS)) {
            throw CommandFailed.because("%s has no table %s: it is not a DevLake, or nothing was deployed"
                    .formatted(tables, DevLakeTable.CICD_DEPLOYMENT_COMMITS));
        }
    }

    /** @return exit status: 1 when some rows are invalid */
    int run(Servers.Found found, Clock clock, PrintStream out, PrintStream err) {
        RunningServer server = found.server();
        DevLakePlaces places = DevLakePlaces.read(tables);
        DevLakeDeployments deployments = DevLakeDeployments.read(tables, places, tally);
        DevLakeIncidents incidents = DevLakeIncidents.read(tables, places, deployments, tally);
        Reports deployed = new Reports(server);
        Reports told = new Reports(server);
        Reports merged = new Reports(server);
        deployments.report(deployed);
        incidents.report(told, withCauses);
        long changes = new DevLakeChanges(tables, places, merged, tally).report();
        DevLakeCommits commits = new DevLakeCommits(tables, places, server, tally);
        long committed = commits.report();
        out.printf(
                Locale.ROOT,
                "Read %,d commits, %,d merged changes, %,d deployments and %,d incidents;"
                        + " %,d changes, %,d deployments and %,d incidents were not known before.%n",
                committed,
                changes,
                deployments.count(),
                incidents.count(),
                merged.stored(),
                deployed.stored(),
                told.stored());
        server.settle();
        numbers(deployments.services(), found, clock, out);
        tally.wrong().forEach(line -> err.println("%s: %s".formatted(tables, line)));
        summary(incidents, commits, out);
        return tally.bad() > 0 ? 1 : 0;
    }

    private static void numbers(Set<String> services, Servers.Found found, Clock clock, PrintStream out) {
        if (services.size() <= MOST_SHOWN) {
            FiveNumbers numbers = new FiveNumbers(found.server(), clock);
            services.forEach(service -> numbers.print(service, found.pages(), out));
        } else {
            out.printf(Locale.ROOT, "%,d services: %s%n", services.size(), found.pages());
        }
        out.println();
    }

    private void summary(DevLakeIncidents incidents, DevLakeCommits commits, PrintStream out) {
        tally.left()
                .forEach((what, count) -> out.printf(Locale.ROOT, "  could not be imported: %,d %s%n", count, what));
        if (tally.bad() > 0) {
            out.printf(Locale.ROOT, "  could not be imported: %,d rows that cannot be read%n", tally.bad());
        }
        for (DevLakeTable table : new DevLakeTable[] {
            DevLakeTable.REPOS,
            DevLakeTable.PROJECT_MAPPING,
            DevLakeTable.PULL_REQUESTS,
            DevLakeTable.PULL_REQUEST_COMMITS,
            DevLakeTable.COMMITS,
            DevLakeTable.COMMIT_PARENTS,
            DevLakeTable.REPO_COMMITS
        }) {
            if (!tables.has(table)) {
                out.printf("  the table %s is missing%n", table);
            }
        }
        if (!tables.has(DevLakeTable.INCIDENTS) && !tables.has(DevLakeTable.ISSUES)) {
            out.println("  the tables incidents and issues are missing");
        }
        if (commits.roots() > 0) {
            out.printf(
                    Locale.ROOT,
                    "  %,d commits have no parents: a repository begins there, or what DevLake cloned of it%n",
                    commits.roots());
        }
        if (!withCauses && incidents.hasLinks()) {
            out.println("  which deployment caused an incident DevLake guesses by time alone; here the rules decide."
                    + " --causes=devlake takes its guesses over");
        }
    }
}
