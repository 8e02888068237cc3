package dev.throughline.collector.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class GitPropertiesTest {

    @Test
    void takesAnEmptyTokenForNone() {
        assertThat(bind(Map.of("throughline.git.token", "")).token()).isNull();
    }

    @Test
    void neverPrintsTheToken() {
        GitProperties properties =
                bind(Map.of("throughline.git.token", "hush", "throughline.git.url", "https://x/{repository}"));

        assertThat(properties.token())
                .isNotNull()
                .extracting(GitProperties.Token::value)
                .isEqualTo("hush");
        assertThat(properties.toString()).doesNotContain("hush");
        assertThat(properties.place("acme/shop")).contains(new GitProperties.Place.At("https://x/acme/shop"));
    }

    @Test
    void refusesAUrlWithAPasswordWithoutRepeatingIt() {
        assertThatThrownBy(() -> bind(Map.of("throughline.git.url", "https://me:hush@x/{repository}")))
                .rootCause()
                .hasMessageContaining("must not have a password")
                .hasMessageNotContaining("hush");
        assertThatThrownBy(() -> bind(Map.of("throughline.git.url", "ext::sh -c {repository}")))
                .rootCause()
                .hasMessageContaining("must begin with");
    }

    private static GitProperties bind(Map<String, String> values) {
        return new Binder(new MapConfigurationPropertySource(values))
                .bindOrCreate("throughline.git", GitProperties.class);
    }
}
