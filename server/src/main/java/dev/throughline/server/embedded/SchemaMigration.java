package dev.throughline.server.embedded;

import dev.throughline.server.cli.StartRefused;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Predicate;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;

/** Brings the schema up to date, but never one that a newer Throughline has made: what is not known may be broken. */
final class SchemaMigration implements FlywayMigrationStrategy {

    @Override
    public void migrate(Flyway flyway) {
        MigrationInfo[] all = flyway.info().all();
        newest(all, migration -> migration.getState().isResolved())
                .ifPresent(known -> newest(
                                all, migration -> migration.getState().isApplied())
                        .filter(applied -> applied.compareTo(known) > 0)
                        .ifPresent(applied -> {
                            throw StartRefused.because(
                                    "the database was made by a newer Throughline: its schema is %s, the newest known here is %s"
                                            .formatted(applied, known));
                        }));
        flyway.migrate();
    }

    private static Optional<MigrationVersion> newest(MigrationInfo[] all, Predicate<MigrationInfo> isMeant) {
        return Arrays.stream(all)
                .filter(migration -> migration.getVersion() != null)
                .filter(isMeant)
                .map(MigrationInfo::getVersion)
                .max(Comparator.naturalOrder());
    }
}
