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

    @Test
    void keepsOfSourcesWhatWasBuiltInBefore() {
        DataSource database = TestDatabase.create();
        migrateOlder(database, "202611291460");
        JdbcClient.create(database).sql("""
                        insert into older.repository (source, external_id, name, named_at)
                        select source, '1', source, now()
                          from unnest(array['api', 'github', 'gitlab', 'another']) told (source)
                        """).update();

        migrateOlder(database, "latest");

        assertThat(JdbcClient.create(database).sql("""
                        select concat_ws(' ', name, holds, knows_commits, precedence, change_sign) from older.source order by name
                        """).query(String.class).list())
                .containsExactly(
                        "another commits t pipeline #",
                        "api service f report #",
                        "github commits t forge #",
                        "gitlab commits t forge !");
    }

    @Test
    void keepsTheCommitsThatReportsListed() {
        DataSource database = TestDatabase.create();
        migrateOlder(database, "202611291712");
        JdbcClient.create(database)
                .sql("insert into older.source (name) values ('api')")
                .update();
        JdbcClient.create(database).sql("""
                        with reported as (
                            insert into older.repository (source, external_id, name, named_at) values ('api', 'till', 'till', now())
                            returning id
                        )
                        insert into older.change (id, repository_id, title, labels, head_ref, head_sha, base_ref, opened_at,
                                                  reverts_changes, reverts_commits, closes_issues, fixes_incidents,
                                                  listed_shas, listed_at, stated_at, stated_by)
                        select gen_random_uuid(), id, told.title, '{}', '', told.sha, '', now(), '{}', '{}', '{}', '{}',
                               told.listed, told.at, timestamptz '2025-06-02 10:00Z', 'd1'
                          from reported
                         cross join (values ('listed', 'b', array['a', 'b'], array[timestamptz '2025-06-02 08:00Z', '2025-06-02 09:00Z']),
                                            ('other', 'c', null, null)) told (title, sha, listed, at)
                        """).update();

        migrateOlder(database, "latest");

        assertThat(JdbcClient.create(database).sql("""
                        select concat_ws(' ', change.title, repository.name, told.head_sha, told.shas,
                                         array(select extract(hour from at at time zone 'UTC') from unnest(told.author_at) at),
                                         told.stated_at = change.stated_at, told.stated_by)
                          from older.change_commits told
                          join older.repository on repository.id = told.repository_id
                          join older.change on change.id = told.change_id
                        """).query(String.class).list())
                .containsExactly("listed till {a,b} {8,9} t d1");
    }

    private static void migrateOlder(DataSource database, String target) {
        Flyway.configure()
                .dataSource(database)
                .schemas("older")
                .target(target)
                // what is repeatable is of today, and asks for the columns of today
                .repeatableSqlMigrationPrefix(target.equals("latest") ? "R" : "never")
                .load()
                .migrate();
    }

    private static List<String> names(String sql) {
        return JdbcClient.create(MIGRATED)
                .sql(sql)
                .query((row, _) -> row.getString(1))
                .list();
    }
}
