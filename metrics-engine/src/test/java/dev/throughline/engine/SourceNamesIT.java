package dev.throughline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.engine.fact.SourceTraits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.StringEntry;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The name of a source means nothing here: neither Java nor SQL asks for one. What each is like stands in the table source. */
class SourceNamesIT {

    private static final String NAMES =
            "api|github|gitlab|bitbucket|azure-devops|gitea|circleci|cloud-build|tekton|argocd|flux"
                    + "|harness|jenkins|pagerduty|alertmanager|grafana|opsgenie|jira|servicenow|incident-io|statuspage|sentry"
                    + "|cdevents|cloudevents";

    /** A name by itself, or as a literal of SQL. */
    private static final Pattern LITERAL = Pattern.compile("\\A(?:" + NAMES + ")\\z|'(?:" + NAMES + ")'");

    /** A way of counting, which is called like a forge that counts so. */
    private static final Pattern PROFILE = Pattern.compile("profile = '\\w+'");

    @Test
    void areInNoClass() throws Exception {
        assertThat(literals(root(SourceTraits.class).resolve("dev/throughline/engine")))
                .isEmpty();
    }

    @Test
    void areFoundInAClass() throws Exception {
        assertThat(literals(root(SourceNamesIT.class).resolve("dev/throughline/engine/SourceNamesIT.class")))
                .contains("github", "create view view_of_one as select * from repository where source = 'jira'");
    }

    @Test
    void areInNothingThatTheDatabaseRuns() {
        assertThat(definitions(TestDatabase.create())).isEmpty();
    }

    @Test
    void areFoundInTheDatabase() {
        DataSource database = TestDatabase.create();
        for (String broken : List.of(
                "create view view_of_one as select * from repository where source = 'jira'",
                "create function function_of_one() returns text language sql as $$ select 'api' $$",
                "alter table repository add constraint check_of_one check (source <> 'flux')",
                "create index index_of_one on repository (id) where source = 'gitea'")) {
            JdbcClient.create(database).sql(broken).update();
        }

        assertThat(definitions(database))
                .containsExactlyInAnyOrder("view_of_one", "function_of_one", "check_of_one", "index_of_one");
    }

    private static Path root(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    private static List<String> literals(Path classes) throws IOException {
        try (Stream<Path> files = Files.walk(classes)) {
            return files.filter(file -> file.toString().endsWith(".class"))
                    .flatMap(SourceNamesIT::strings)
                    .filter(text -> LITERAL.matcher(text).find())
                    .toList();
        }
    }

    private static Stream<String> strings(Path file) {
        try {
            return StreamSupport.stream(
                            ClassFile.of().parse(file).constantPool().spliterator(), false)
                    .filter(StringEntry.class::isInstance)
                    .map(entry -> ((StringEntry) entry).stringValue());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What has the name of a source in its definition. */
    private static List<String> definitions(DataSource database) {
        return JdbcClient.create(database)
                .sql("""
                        select relname as name, pg_get_viewdef(oid) as definition
                          from pg_class
                         where relnamespace = 'public'::regnamespace and relkind in ('v', 'm')
                         union all
                        select proname, prosrc from pg_proc where pronamespace = 'public'::regnamespace
                         union all
                        select conname, pg_get_constraintdef(oid)
                          from pg_constraint
                         where connamespace = 'public'::regnamespace
                         union all
                        select relname, pg_get_indexdef(oid)
                          from pg_class
                         where relnamespace = 'public'::regnamespace and relkind = 'i'
                        """)
                .query((row, _) -> new String[] {row.getString("name"), row.getString("definition")})
                .list()
                .stream()
                .filter(defined -> LITERAL.matcher(PROFILE.matcher(defined[1]).replaceAll("profile"))
                        .find())
                .map(defined -> defined[0])
                .toList();
    }
}
