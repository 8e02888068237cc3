package dev.throughline.server.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.throughline.collector.source.Sources;
import dev.throughline.server.cli.StartRefused;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class PreflightTest {

    @TempDir
    private Path temporary;

    @Test
    void makesSecretsThatNobodyConfigured() throws IOException {
        var context = prepared(Map.of());

        assertThat(context.getEnvironment().getProperty("throughline.api-token"))
                .isEqualTo(Files.readString(temporary.resolve("data/secrets/api-token"))
                        .strip());
        assertThat(context.getEnvironment().getProperty("throughline.github.secret"))
                .isEqualTo(Files.readString(temporary.resolve("data/secrets/github-webhook"))
                        .strip());
    }

    @Test
    void makesASecretForEachSourceOfAKind() throws IOException {
        var context = prepared(Map.of(
                "THROUGHLINE_SOURCES_0_NAME", "github-emea",
                "THROUGHLINE_SOURCES_0_KIND", "github",
                "THROUGHLINE_SOURCES_1_NAME", "github-apac",
                "THROUGHLINE_SOURCES_1_KIND", "github",
                "THROUGHLINE_GITHUB_APAC_SECRET", "own",
                "THROUGHLINE_GITHUB_APAC_INCIDENT_LABELS", "outage"));

        assertThat(context.getEnvironment().getProperty("throughline.github-emea.secret"))
                .isEqualTo(Files.readString(temporary.resolve("data/secrets/github-emea-webhook"))
                        .strip());
        assertThat(context.getEnvironment().getProperty("throughline.github-apac.secret"))
                .isEqualTo("own");
        assertRefused(Map.of("THROUGHLINE_GITHUB_EMEA_SECRET", "x"), "unknown key THROUGHLINE_GITHUB_EMEA_SECRET");
    }

    @Test
    void refusesASourceThatCannotBe() {
        assertRefused(
                Map.of("THROUGHLINE_SOURCES_0_NAME", "a", "THROUGHLINE_SOURCES_0_KIND", "telegraph"),
                "throughline.sources: the kind of 'a' is 'telegraph', but must be one of ");
        assertRefused(
                Map.of("THROUGHLINE_SOURCES_0_NAME", "git", "THROUGHLINE_SOURCES_0_KIND", "github"),
                "throughline.sources: 'git' cannot be the name of a source");
    }

    @Test
    void prefersConfiguredSecrets() {
        var context = prepared(withSecrets(Map.of("THROUGHLINE_API_TOKEN", "a,b")));

        assertThat(context.getEnvironment().getProperty("throughline.api-token"))
                .isEqualTo("a,b");
        assertThat(temporary.resolve("data/secrets")).doesNotExist();
    }

    @Test
    void readsSecretsFromFiles() throws IOException {
        Path file = Files.writeString(temporary.resolve("token"), "one\ntwo\n");

        var context = prepared(Map.of("THROUGHLINE_API_TOKEN_FILE", file.toString()));

        assertThat(context.getEnvironment().getProperty("throughline.api-token"))
                .isEqualTo("one,two");
        assertRefused(
                Map.of("THROUGHLINE_API_TOKEN_FILE", file.toString(), "THROUGHLINE_API_TOKEN", "three"),
                "THROUGHLINE_API_TOKEN and THROUGHLINE_API_TOKEN_FILE are both set");
        assertRefused(Map.of("THROUGHLINE_GITHUB_SECRET_FILE", "/nowhere"), "THROUGHLINE_GITHUB_SECRET_FILE");
    }

    @Test
    void takesAnEmptyVariableForNotConfigured() {
        assertThat(prepared(Map.of("THROUGHLINE_API_TOKEN", "", "THROUGHLINE_DATABASE_URL", ""))
                        .getEnvironment()
                        .getProperty("throughline.api-token"))
                .hasSize(43);
    }

    @Test
    void needsNoDataFolderWhenNothingIsToBeKeptThere() {
        prepared(withSecrets(Map.of(
                "THROUGHLINE_DATABASE_URL", "jdbc:postgresql://db/x",
                "THROUGHLINE_API_TOKEN", "a",
                "THROUGHLINE_ROLES", "web")));

        assertThat(temporary.resolve("data")).doesNotExist();
    }

    /** The same with the secret of every source that has none unless it is made. */
    private static Map<String, Object> withSecrets(Map<String, Object> variables) {
        Map<String, Object> all = new HashMap<>(variables);
        SecretProperties.made(Sources.ofEachKind())
                .keySet()
                .forEach(key -> all.putIfAbsent(key.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_"), "secret"));
        return all;
    }

    @Test
    void makesRolesProfiles() {
        assertThat(prepared(Map.of("THROUGHLINE_ROLES", "collector, web"))
                        .getEnvironment()
                        .getActiveProfiles())
                .containsExactly("collector", "web");
        assertThat(prepared(Map.of()).getEnvironment().getActiveProfiles())
                .containsExactly("collector", "engine", "web");
    }

    @Test
    void refusesWhatNoKeyHas() {
        assertRefused(Map.of("THROUGHLINE_PROT", "80"), "unknown key THROUGHLINE_PROT");
    }

    @Test
    void acceptsEntriesOfLists() {
        prepared(Map.of("THROUGHLINE_HOSTS_0", "a.example", "THROUGHLINE_GITHUB_DEPLOYMENTS_0_FROM", "tag"));
    }

    @Test
    void refusesWrongValues() {
        assertRefused(Map.of("THROUGHLINE_PORT", "65536"), "THROUGHLINE_PORT is '65536', but must be a number from 0");
        assertRefused(
                Map.of("THROUGHLINE_ADDRESS", "no such host"), "THROUGHLINE_ADDRESS is 'no such host', but must be");
        assertRefused(Map.of("THROUGHLINE_URL", "example.org"), "THROUGHLINE_URL is 'example.org', but must be a URL");
        assertRefused(Map.of("THROUGHLINE_DATABASE_URL", "postgres://u:hush@db/x"), "THROUGHLINE_DATABASE_URL must");
    }

    @Test
    void takesOriginsAsBrowsersSendThem() {
        var context =
                prepared(Map.of("THROUGHLINE_CORS_ORIGINS", "https://backstage.example.org, http://localhost:3000"));

        assertThat(Binder.get(context.getEnvironment())
                        .bindOrCreate("throughline", Settings.class)
                        .corsOrigins())
                .containsExactly("https://backstage.example.org", "http://localhost:3000");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "null",
                "backstage.example.org",
                "https://backstage.example.org/",
                "https://Backstage.example.org",
                "https://backstage.example.org:443",
                "https://*.example.org",
                "https://user@backstage.example.org",
                "ftp://backstage.example.org"
            })
    void refusesOriginsThatNoBrowserSends(String origin) {
        assertRefused(
                Map.of("THROUGHLINE_CORS_ORIGINS", "https://a.example," + origin),
                "THROUGHLINE_CORS_ORIGINS is '%s', but must be origins as browsers send them".formatted(origin));
    }

    @Test
    void refusesATakenPort() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertRefused(
                    Map.of("THROUGHLINE_PORT", Integer.toString(taken.getLocalPort())),
                    "port %d is taken".formatted(taken.getLocalPort()));
        }
    }

    @Test
    void refusesAFolderThatCannotBe() throws IOException {
        Path file = Files.createFile(temporary.resolve("file"));

        assertRefused(Map.of("THROUGHLINE_DATA", file.toString()), "cannot write to the data folder");
        assertRefused(Map.of("THROUGHLINE_DATA", file + "/data"), "cannot write to the data folder");
    }

    @Test
    void refusesStrangersUnlessTheyShowATokenOrAreWelcome() {
        assertRefused(Map.of("THROUGHLINE_ADDRESS", "0.0.0.0"), "configure THROUGHLINE_API_TOKEN");
        prepared(Map.of("THROUGHLINE_ADDRESS", "0.0.0.0", "THROUGHLINE_API_TOKEN", "t"));
        prepared(Map.of("THROUGHLINE_ADDRESS", "0.0.0.0", "THROUGHLINE_ANONYMOUS_READ", "true"));
    }

    private void assertRefused(Map<String, Object> variables, String line) {
        assertThatThrownBy(() -> prepared(variables))
                .extracting(NestedExceptionUtils::getMostSpecificCause)
                .asInstanceOf(InstanceOfAssertFactories.throwable(StartRefused.class))
                .hasMessageContaining(line);
    }

    /** A context that would start with these environment variables, a free port and a new data folder. */
    private GenericApplicationContext prepared(Map<String, Object> variables) {
        var all = new HashMap<String, Object>(Map.of(
                "THROUGHLINE_PORT",
                "0",
                "THROUGHLINE_DATA",
                temporary.resolve("data").toString()));
        all.putAll(variables);
        var environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .replace(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        new SystemEnvironmentPropertySource(
                                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, all));
        var context = new GenericApplicationContext();
        context.setEnvironment(environment);
        new Preflight().initialize(context);
        context.refresh();
        // holds the lock, if one was taken
        context.getBeanProvider(DataFolder.class).ifAvailable(DataFolder::close);
        return context;
    }
}
