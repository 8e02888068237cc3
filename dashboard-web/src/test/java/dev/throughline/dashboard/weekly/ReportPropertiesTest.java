package dev.throughline.dashboard.weekly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class ReportPropertiesTest {

    private static final String SECRET = "T0/B0/aSecretOfTheWebhook";

    @TempDir
    private Path folder;

    @Test
    void sendsNothingToAnybodyUnlessItIsConfigured() {
        assertThat(bound(Map.of()).addressees()).isEmpty();
    }

    @Test
    void sendsEachAddressAndTheWebhookTheirOwn() {
        ReportProperties settings = bound(Map.of(
                "smtp-host", "smtp.example.org",
                "mail-from", "throughline@example.org",
                "teams[0].team", " payments ",
                "teams[0].mail", "ada@example.org, bo@example.org,ada@example.org",
                "teams[0].webhook", "https://hooks.example.org/" + SECRET,
                "teams[1].mail", "all@example.org"));

        assertThat(settings.addressees())
                .extracting(
                        Addressee::teamKey, addressee -> addressee.destination().toString())
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("payments", "a…@example.org"),
                        org.assertj.core.groups.Tuple.tuple("payments", "b…@example.org"),
                        org.assertj.core.groups.Tuple.tuple("payments", "the webhook at hooks.example.org"),
                        org.assertj.core.groups.Tuple.tuple("", "a…@example.org"));
        assertThat(settings.toString()).doesNotContain(SECRET);
    }

    @Test
    void readsAWebhookOutOfAFile() throws Exception {
        Path file = Files.writeString(folder.resolve("webhook"), "https://hooks.example.org/" + SECRET + "\n");

        assertThat(bound(Map.of("teams[0].webhook-file", file.toString())).addressees())
                .singleElement()
                .extracting(Addressee::destination)
                .isInstanceOfSatisfying(
                        Destination.Webhook.class,
                        webhook -> assertThat(webhook.url()).hasPath("/" + SECRET));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://hooks.example.org/" + SECRET,
                "https://user:word@hooks.example.org/" + SECRET,
                "ftp://hooks.example.org/" + SECRET,
                "hooks.example.org/" + SECRET,
                "https://hooks example.org/" + SECRET
            })
    void refusesAWebhookThatIsNotPrivateWithoutSayingIt(String url) {
        assertThatThrownBy(() -> bound(Map.of("teams[0].webhook", url)))
                .hasStackTraceContaining("must be a URL that begins with https")
                .satisfies(thrown -> {
                    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
                        assertThat(String.valueOf(cause.getMessage())).doesNotContain(SECRET);
                    }
                });
    }

    @Test
    void takesAPlainWebhookOnThisMachine() {
        assertThat(bound(Map.of("teams[0].webhook", "http://127.0.0.1:9/x")).addressees())
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    hour=24                                                        | reports.hour must be from 0 to 23
                    smtp-port=0                                                    | reports.smtp-port must be from 1
                    teams[0].mail=a@b.org                                          | reports.smtp-host must be set
                    teams[0].mail=a@b.org;smtp-host=s                              | reports.mail-from must be the address
                    teams[0].mail=a@b.org\\nBcc: x@y;smtp-host=s;mail-from=t@b.org | teams[0].mail must be addresses
                    teams[0].team=x                                                | teams[0].mail or webhook must say
                    teams[0].webhook=http://localhost/;teams[0].webhook-file=/x    | are both set
                    teams[0].webhook=http://localhost/;teams[1].webhook=http://localhost/x | teams[1].team is listed twice
                    teams[0].webhook-file=/does/not/exist                          | cannot be read
                    smtp-host=s.org;smtp-security=none;smtp-password=p             | would be sent in the clear
                    """)
    void refusesWhatCannotBeSent(String settings, String message) {
        Map<String, String> properties = new HashMap<>();
        for (String setting : settings.split(";")) {
            properties.put(
                    setting.substring(0, setting.indexOf('=')),
                    setting.substring(setting.indexOf('=') + 1).replace("\\n", "\n"));
        }
        assertThatThrownBy(() -> bound(properties)).hasStackTraceContaining(message);
    }

    private static ReportProperties bound(Map<String, String> properties) {
        Map<String, String> all = new HashMap<>();
        properties.forEach((key, value) -> all.put("throughline.reports." + key, value));
        return new Binder(new MapConfigurationPropertySource(all))
                .bindOrCreate("throughline.reports", ReportProperties.class);
    }
}
