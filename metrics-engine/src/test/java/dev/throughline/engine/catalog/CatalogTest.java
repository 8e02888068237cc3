package dev.throughline.engine.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class CatalogTest {

    @Test
    void isEmptyUnlessTold() {
        assertThat(read(Map.of())).isEqualTo(Catalog.EMPTY);
    }

    @Test
    void readsServicesAndTiers() {
        Catalog catalog = read(Map.of(
                "throughline.services[0].name", "shop/api",
                "throughline.services[0].team", "checkout",
                "throughline.services[0].repositories[0]", "acme/mono",
                "throughline.services[0].paths[0]", "api/**",
                "throughline.services[0].environments[0]", "prod-api*",
                "throughline.services[0].incident-labels[0]", "api",
                "throughline.tiers[0].environment", "live-*",
                "throughline.tiers[0].tier", "production"));

        assertThat(catalog.services().getFirst())
                .isEqualTo(new Catalog.Service(
                        "shop/api",
                        "checkout",
                        List.of("acme/mono"),
                        List.of("api/**"),
                        List.of("prod-api*"),
                        List.of("api")));
        assertThat(catalog.tiers().getFirst().tier().word()).isEqualTo("production");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    team=a                                          | services[0].name: is missing
                    name=a;paths=api/**                             | services[0].repositories: is empty
                    name=a;repositories=acme/mono;paths=/api        | services[0].paths: '/api' is no glob
                    name=a;repositories=acme/mono;paths=api\\*      | services[0].paths: 'api\\*' is no glob
                    name=a;repositories=acme/mono;paths=a/../b      | services[0].paths: 'a/../b' is no glob
                    """)
    void namesTheKeyOfAMistake(String keys, String expected) {
        assertThatThrownBy(() -> read(service(0, keys))).rootCause().hasMessageContaining("throughline." + expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    name=a                                        | name=A                                        | services[1].name: 'A' is named twice
                    name=a;repositories=acme/*                    | name=b;repositories=ACME/mono                 | services[1].environments: 'a' comes first
                    name=a;repositories=acme/x;environments=prod  | name=b;repositories=acme/x;environments=PROD  | services[1].environments: 'a' comes first
                    name=a;repositories=*/mono                    | name=b;repositories=acme/*                    | services[1].environments: 'a' comes first
                    """)
    void refusesTwoThatCannotBothBe(String one, String other, String expected) {
        Map<String, String> both = new HashMap<>(service(0, one));
        both.putAll(service(1, other));

        assertThatThrownBy(() -> read(both)).rootCause().hasMessageContaining("throughline." + expected);
    }

    @Test
    void takesTheRestForAServiceWithoutEnvironments() {
        Map<String, String> both = new HashMap<>(service(0, "name=a;repositories=acme/x;environments=prod-a"));
        both.putAll(service(1, "name=b;repositories=acme/x"));

        assertThat(read(both).services()).hasSize(2);
    }

    @Test
    void refusesATierThatThereIsNot() {
        assertThatThrownBy(() ->
                        read(Map.of("throughline.tiers[0].environment", "live", "throughline.tiers[0].tier", "prod")))
                .hasMessageContaining("throughline.tiers[0].tier");
        assertThatThrownBy(() -> read(Map.of("throughline.tiers[0].tier", "production")))
                .rootCause()
                .hasMessageContaining("throughline.tiers[0].environment: is missing");
        assertThatThrownBy(() -> read(Map.of("throughline.tiers[0].environment", "live")))
                .rootCause()
                .hasMessageContaining("throughline.tiers[0].tier: is missing");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "api/** api/Main.java",
                "api/** api/a/b",
                "api/ api/a/b",
                "**/*.sql V1.sql",
                "**/*.sql db/x/V1.sql",
                "*.md README.md",
                "a?c abc",
                "ünï/** ünï/x",
                "libs/{a}.txt libs/{a}.txt"
            })
    void matchesPaths(String pair) {
        assertThat(matches(pair)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"api/** web/api/x", "api/* api/a/b", "*.md docs/README.md", "a?c a/c", "a.c abc", "api/ api"})
    void matchesNoOtherPaths(String pair) {
        assertThat(matches(pair)).isFalse();
    }

    private static boolean matches(String pair) {
        String[] words = pair.split(" ");
        return Pattern.matches(Glob.toPattern(words[0]), words[1]);
    }

    private static Map<String, String> service(int index, String keys) {
        Map<String, String> properties = new HashMap<>();
        for (String key : keys.split(";")) {
            String[] pair = key.strip().split("=");
            boolean isList = !pair[0].equals("name") && !pair[0].equals("team");
            properties.put("throughline.services[" + index + "]." + pair[0] + (isList ? "[0]" : ""), pair[1]);
        }
        return properties;
    }

    private static Catalog read(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties)).bindOrCreate("throughline", Catalog.class);
    }
}
