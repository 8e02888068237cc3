package dev.throughline.server.embedded;

import dev.throughline.server.cli.StartRefused;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;

/**
 * Brings the schema up to date, but never one made by another Throughline: unknown parts of a newer one might break, and one of an earlier
 * build has other tables, from which deliveries are moved as a file.
 */
final class SchemaMigration implements FlywayMigrationStrategy {

    @Override
    public void migrate(Flyway flyway) {
        MigrationInfo[] all = flyway.info().all();
        versions(all, migration -> migration.getState().isResolved())
                .max(Comparator.naturalOrder())
                .ifPresent(known -> refuseOthers(all, known));
        flyway.migrate();
    }

    private static void refuseOthers(MigrationInfo[] all, MigrationVersion known) {
        List<MigrationVersion> others = versions(
                        all,
                        migration -> migration.getState().isApplied()
                                && !migration.getState().isResolved())
                .toList();
        if (others.stream().anyMatch(applied -> applied.compareTo(known) < 0)) {
            throw StartRefused.because(
                    "the database was made by an earlier build of Throughline, and this one has other tables:"
                            + " write what it holds to a file with that build (./throughline export all.ndjson.gz), and take it over"
                            + " into an empty data folder or database with this one (./throughline import all.ndjson.gz)");
        }
        others.stream().max(Comparator.naturalOrder()).ifPresent(applied -> {
            throw StartRefused.because(
                    "the database was made by a newer Throughline: its schema is %s, the newest known here is %s"
                            .formatted(applied, known));
        });
    }

    private static Stream<MigrationVersion> versions(MigrationInfo[] all, Predicate<MigrationInfo> isMeant) {
        return Arrays.stream(all)
                .filter(migration -> migration.getVersion() != null)
                .filter(isMeant)
                .map(MigrationInfo::getVersion);
    }
}
