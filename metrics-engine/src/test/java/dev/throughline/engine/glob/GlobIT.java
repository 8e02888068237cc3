package dev.throughline.engine.glob;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.engine.TestDatabase;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the database makes of globs is what we make of them. */
class GlobIT {

    private static final String[] TEXTS = {
        "",
        "*",
        "?",
        "a",
        "A",
        "a*",
        "*A",
        "a?c",
        "abc",
        "a/c",
        "a\\c",
        "a%c",
        "a_c",
        "a.c",
        "acme/*",
        "acme/shop/cart",
        "**"
    };

    private final JdbcClient jdbc = JdbcClient.create(TestDatabase.create());

    @Test
    void matchesNamesAsTheDatabaseDoes() {
        for (String glob : TEXTS) {
            for (String name : TEXTS) {
                assertThat(Glob.ofNames(glob).matches(name))
                        .as("'%s' matches '%s'", glob, name)
                        .isEqualTo(ask("select is_like_glob(:name, :glob)", name, glob));
            }
        }
    }

    @Test
    void matchesPathsAsTheDatabaseDoes() {
        String[] globs = {
            "api/**", "api/", "**/*.sql", "*.md", "a?c", "ünï/**", "libs/{a}.txt", "a.c", "**", "a$^(b|c)[d]+"
        };
        String[] paths = {
            "api/a/b",
            "api",
            "web/api/x",
            "V1.sql",
            "db/x/V1.sql",
            "README.md",
            "abc",
            "a/c",
            "a.c",
            "ünï/x",
            "libs/{a}.txt",
            "a$^(b|c)[d]+"
        };
        for (String glob : globs) {
            for (String path : paths) {
                assertThat(Glob.ofPaths(glob).matches(path))
                        .as("'%s' matches '%s'", glob, path)
                        .isEqualTo(ask(
                                "select :name ~ :glob", path, Glob.ofPaths(glob).toRegex()));
            }
        }
    }

    private boolean ask(String sql, String name, String glob) {
        return jdbc.sql(sql)
                .param("name", name)
                .param("glob", glob)
                .query(Boolean.class)
                .single();
    }
}
