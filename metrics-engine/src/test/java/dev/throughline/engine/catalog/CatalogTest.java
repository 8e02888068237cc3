package dev.throughline.engine.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.throughline.engine.fact.DeploymentEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
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
                "throughline.services[0].incidents", "pager:PIJ90N7,*:checkout *,*",
                "throughline.tiers[0].environment", "live-*",
                "throughline.tiers[0].tier", "production"));

        assertThat(catalog.services().getFirst())
                .isEqualTo(new Catalog.Service(
                        "shop/api",
                        "checkout",
                        List.of("acme/mono"),
                        List.of("api/**"),
                        List.of("prod-api*"),
                        List.of("api"),
                        List.of("pager:PIJ90N7", "*:checkout *", "*"),
                        null));
        assertThat(catalog.tiers().getFirst().tier().word()).isEqualTo("production");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    team=a                                          | services[0].name: is missing
                    name=a;paths=api/**                             | services[0].repositories: is empty
                    name=a;repositories=acme/mono;paths=/api        | services[0].paths: '/api' is no glob
                    name=a;repositories=acme/mono;paths=api\\*      | services[0].paths: 'api\\*' is no glob
                    name=a;repositories=acme/mono;paths=a/../b      | services[0].paths: 'a/../b' is no glob
                    name=a;incidents=checkout                       | services[0].incidents: 'checkout' is neither a source and a glob
                    name=a;incidents=**                             | services[0].incidents: '**' is neither
                    name=a;incidents=pager:                         | services[0].incidents: 'pager:' is neither
                    name=a;incidents=:checkout                      | services[0].incidents: ':checkout' is neither
                    name=a;incidents=pag*:checkout                  | services[0].incidents: 'pag*:checkout' is neither
                    name=a;incidents=pager: checkout                | services[0].incidents: 'pager: checkout' is neither
                    """)
    void namesTheKeyOfAMistake(String keys, String expected) {
        assertThatThrownBy(() -> read(service(0, keys))).rootCause().hasMessageContaining("throughline." + expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    name=a                                        | name=A                                        | services[1].name: 'A' is named twice
                    name=a;repositories=acme/*                    | name=b;repositories=ACME/mono                 | services[1].environments: 'a' comes first
                    name=a;repositories=acme/x;environments=prod  | name=b;repositories=acme/x;environments=PROD  | services[1].environments: 'a' comes first
                    name=a;incidents=*                            | name=b;incidents=*                            | services[1].incidents: '*' is what 'a' takes
                    name=a;repositories=*/mono                    | name=b;repositories=acme/*                    | services[1].environments: 'a' comes first
                    """)
    void refusesTwoThatCannotBothBe(String one, String other, String expected) {
        Map<String, String> both = new HashMap<>(service(0, one));
        both.putAll(service(1, other));

        assertThatThrownBy(() -> read(both)).rootCause().hasMessageContaining("throughline." + expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pager:a:b", "*:*", "pager:service=checkout-*", "Pager-2:ü"})
    void takesIncidentsByAnyGlob(String incidents) {
        assertThat(read(Map.of("throughline.services[0].name", "a", "throughline.services[0].incidents[0]", incidents))
                        .services()
                        .getFirst()
                        .incidents())
                .containsExactly(incidents);
    }

    @Test
    void refusesBlankIncidents() {
        assertThatThrownBy(() ->
                        read(Map.of("throughline.services[0].name", "a", "throughline.services[0].incidents[0]", " ")))
                .rootCause()
                .hasMessageContaining("throughline.services[0].incidents: ' ' is neither");
    }

    @Test
    void takesTheRestForAServiceWithoutEnvironments() {
        Map<String, String> both = new HashMap<>(service(0, "name=a;repositories=acme/x;environments=prod-a"));
        both.putAll(service(1, "name=b;repositories=acme/x"));

        assertThat(read(both).services()).hasSize(2);
    }

    @Test
    void readsARuleOfWhatDeploys() {
        Map<String, String> keys = service(0, "name=api;repositories=acme/mono");
        keys.put("throughline.services[0].deployments.from", "tag");
        keys.put("throughline.services[0].deployments.pattern", "api-v.*");
        keys.putAll(service(1, "name=web;repositories=acme/mono"));
        keys.put("throughline.services[1].deployments.from", "deployment");
        keys.put("throughline.services[1].deployments.environment", "prod-web");

        List<Catalog.Service> services = read(keys).services();
        assertThat(services)
                .extracting(Catalog.Service::deployments)
                .containsExactly(
                        new Catalog.Rule(DeploymentEvent.TAG, Pattern.compile("api-v.*"), null),
                        new Catalog.Rule(DeploymentEvent.DEPLOYMENT, null, "prod-web"));
        Catalog.Rule rule = Objects.requireNonNull(services.getFirst().deployments());
        assertThat(rule.accepts(DeploymentEvent.TAG, "api-v1")).isTrue();
        assertThat(rule.accepts(DeploymentEvent.TAG, "an-api-v1")).isFalse();
        assertThat(rule.accepts(DeploymentEvent.RELEASE, "api-v1")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    deployments.pattern=v.*                                     | deployments.from: is missing
                    deployments.from=workflow                                   | deployments.pattern: is missing
                    deployments.from=tag;deployments.environment=live           | deployments.environment: 'live' is never reached
                    deployments.from=tag;environments[0]=live                   | environments: none of them is ever reached
                    deployments.from=deployment;deployments.environment=' x'    | deployments.environment: ' x' is no name
                    """)
    void namesTheKeyOfAWrongRule(String keys, String expected) {
        Map<String, String> wrong = service(0, "name=a;repositories=acme/mono");
        for (String key : keys.split(";")) {
            wrong.put("throughline.services[0]." + key.split("=")[0], key.split("=")[1].replace("'", ""));
        }

        assertThatThrownBy(() -> read(wrong)).rootCause().hasMessageContaining("throughline.services[0]." + expected);
    }

    @Test
    void refusesAWordThatIsNoEventAndWhatIsNoExpression() {
        for (String key : List.of("from", "pattern")) {
            Map<String, String> wrong = service(0, "name=a;repositories=acme/mono");
            wrong.put("throughline.services[0].deployments.from", "tag");
            wrong.put("throughline.services[0].deployments." + key, "(");

            assertThatThrownBy(() -> read(wrong)).hasMessageContaining("throughline.services[0].deployments." + key);
        }
    }

    @ParameterizedTest
    @CsvSource({"v.*,v.*,false", ",v.*,false", "v.*,,true", "a.*,b.*,true"})
    void refusesARuleThatLeavesNothingToAnother(@Nullable String one, @Nullable String other, boolean isRight) {
        Map<String, String> both = new HashMap<>();
        for (int i = 0; i < 2; i++) {
            String pattern = i == 0 ? one : other;
            both.putAll(service(i, "name=s" + i + ";repositories=acme/x"));
            both.put("throughline.services[" + i + "].deployments.from", "tag");
            if (pattern != null) {
                both.put("throughline.services[" + i + "].deployments.pattern", pattern);
            }
        }

        if (isRight) {
            assertThat(read(both).services()).hasSize(2);
        } else {
            assertThatThrownBy(() -> read(both)).rootCause().hasMessageContaining("'s0' comes first");
        }
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

    private static Map<String, String> service(int index, String keys) {
        Map<String, String> properties = new HashMap<>();
        for (String key : keys.split(";")) {
            String[] pair = key.strip().split("=", 2);
            boolean isList = !pair[0].equals("name") && !pair[0].equals("team");
            properties.put("throughline.services[" + index + "]." + pair[0] + (isList ? "[0]" : ""), pair[1]);
        }
        return properties;
    }

    private static Catalog read(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties)).bindOrCreate("throughline", Catalog.class);
    }
}
