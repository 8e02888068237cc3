package dev.throughline.server.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.throughline.engine.option.Options;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class OptionPropertiesTest {

    @Test
    void areTheDefinitionsUnlessToldOtherwise() {
        assertThat(bound().of("acme/web")).isEqualTo(Options.DEFAULT);
    }

    @Test
    void takeWhatTheFirstEntrySaysThatSaysSomething() {
        OptionProperties options = bound(
                "attribution-window", "12h",
                "bots", "exclude",
                "services[0].service", "acme/till",
                "services[0].rollback-blame", "preceding",
                "services[1].service", "ACME/*",
                "services[1].rollback-blame", "all-between",
                "services[1].attribution-window", "4h",
                "services[1].df-count-redeploys", "true");

        assertThat(options.of("Acme/Till").chosen())
                .containsOnly(
                        entry("rollback.blame", "preceding"),
                        entry("attribution.window", "14400s"),
                        entry("df.count_redeploys", "true"),
                        entry("bots", "exclude"));
        assertThat(options.of("acme/web").chosen()).containsEntry("rollback.blame", "all_between");
        assertThat(options.of("other/acme/web").chosen())
                .containsOnly(entry("attribution.window", "43200s"), entry("bots", "exclude"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            attribution-window             | 0s         | THROUGHLINE_OPTIONS_ATTRIBUTION_WINDOW
            attribution-window             | 91d        | THROUGHLINE_OPTIONS_ATTRIBUTION_WINDOW
            dedupe-window                  | -1s        | THROUGHLINE_OPTIONS_DEDUPE_WINDOW
            bots-login                     | (bot       | THROUGHLINE_OPTIONS_BOTS_LOGIN
            services[0].bots               | only       | THROUGHLINE_OPTIONS_SERVICES_SERVICE
            services[0].attribution-window | 0s         | THROUGHLINE_OPTIONS_SERVICES
            """)
    void refuseWhatCannotBe(String key, String value, String named) {
        assertThatThrownBy(() -> bound(key, value)).rootCause().hasMessageContaining(named);
    }

    @ParameterizedTest
    @CsvSource({"rollback-blame, nobody", "attribution-window, soon", "df-count-redeploys, perhaps"})
    void refuseWhatIsNoWord(String key, String value) {
        assertThatThrownBy(() -> bound(key, value)).hasMessageContaining("throughline.options." + key);
    }

    private static OptionProperties bound(String... keysAndValues) {
        Map<String, String> properties = new HashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            properties.put("throughline.options." + keysAndValues[i], keysAndValues[i + 1]);
        }
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("throughline.options", OptionProperties.class);
    }
}
