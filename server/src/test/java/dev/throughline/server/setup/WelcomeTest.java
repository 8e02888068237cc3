package dev.throughline.server.setup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.collector.source.Sources;
import dev.throughline.server.settings.MadeSecrets;
import dev.throughline.server.settings.Settings;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.mock.env.MockEnvironment;

class WelcomeTest {

    @Test
    void saysWhereTheServerReallyListens() {
        assertThat(text(Map.of("throughline.port", "0"), 4711))
                .contains("open          http://127.0.0.1:4711/")
                .contains("payload URL   http://127.0.0.1:4711/webhooks/github")
                .contains("docs/sources.md");
    }

    @Test
    void prefersThePublicUrl() {
        assertThat(text(Map.of("throughline.url", "https://dora.example.org/"), 8080))
                .contains("payload URL   https://dora.example.org/webhooks/github")
                .doesNotContain("cannot reach");
    }

    @Test
    void namesAnAddressThatCanBeOpened() {
        assertThat(text(Map.of("throughline.address", "0.0.0.0"), 8080)).contains("http://127.0.0.1:8080/");
        assertThat(text(Map.of("throughline.address", "::1"), 8080)).contains("http://[::1]:8080/");
    }

    @Test
    void speaksOfWebhooksOnlyWhereTheyAreReceived() {
        assertThat(text(Map.of("throughline.roles", "web"), 8080))
                .contains("is ready as web")
                .doesNotContain("webhook");
    }

    private static String text(Map<String, String> properties, int port) {
        Settings settings =
                new Binder(new MapConfigurationPropertySource(properties)).bindOrCreate("throughline", Settings.class);
        var made = new MadeSecrets(Map.of());
        var environment = new MockEnvironment().withProperty("local.server.port", Integer.toString(port));
        return new Welcome(settings, new FolderSetup(settings, made, environment), made, Sources.ofEachKind(), true)
                .text();
    }
}
