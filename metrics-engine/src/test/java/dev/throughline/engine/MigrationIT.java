package dev.throughline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.output.MigrateResult;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The tables, views and functions of db-migrations. Stands here because that module is SQL only. */
class MigrationIT {

    private static final DataSource MIGRATED = TestDatabase.create();

    @Test
    void doesNothingTheSecondTime() {
        MigrateResult second = Flyway.configure().dataSource(MIGRATED).load().migrate();

        assertThat(second.migrationsExecuted).isZero();
    }

    @Test
    void saysOfEveryTableViewAndColumnWhatItIs() {
        assertThat(names("""
                select class.relname || coalesce('.' || attribute.attname, '')
                  from pg_class class
                  left join pg_attribute attribute
                         on attribute.attrelid = class.oid and attribute.attnum > 0 and not attribute.attisdropped
                 where class.relnamespace = 'public'::regnamespace
                   and class.relkind in ('r', 'p', 'v', 'm')
                   and class.relname <> 'flyway_schema_history'
                   and (obj_description(class.oid, 'pg_class') is null
                        or col_description(class.oid, attribute.attnum) is null)
                """)).isEmpty();
    }

    @Test
    void saysOfEveryFunctionWhatItIs() {
        assertThat(names("""
                select proname
                  from pg_proc
                 where pronamespace = 'public'::regnamespace
                   and obj_description(oid, 'pg_proc') is null
                """)).isEmpty();
    }

    @Test
    void keepsNoTimeWithoutItsZone() {
        assertThat(names("""
                select table_name || '.' || column_name
                  from information_schema.columns
                 where table_schema = 'public'
                   and table_name <> 'flyway_schema_history'
                   and data_type in ('timestamp without time zone', 'time without time zone')
                """)).isEmpty();
    }

    private static List<String> names(String sql) {
        return JdbcClient.create(MIGRATED)
                .sql(sql)
                .query((row, _) -> row.getString(1))
                .list();
    }
}
