package dev.throughline.collector.cloudevents;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.throughline.collector.cloudevents.CloudEvent.Data;
import dev.throughline.collector.payload.UnreadablePayload;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CloudEventsTest {

    private static final String STRUCTURED = "application/cloudevents+json; charset=UTF-8";
    private static final CloudEvent EVENT = new CloudEvent(
            "A-1",
            "/build/7",
            "org.example.built",
            "shop",
            Instant.parse("2026-03-30T12:00:00.5Z"),
            new Data.Json("{\"sha\":\"abc\"}"));
    private static final Map<String, String> HEADERS = Map.of(
            "ce-specversion", "1.0",
            "ce-id", "A-1",
            "ce-source", "/build/7",
            "ce-type", "org.example.built",
            "ce-subject", "shop",
            "ce-time", "2026-03-30T14:00:00.5+02:00");
    private static final String ATTRIBUTES = """
            "specversion": "1.0", "id": "A-1", "source": "/build/7", "type": "org.example.built", "subject": "shop",
            "time": "2026-03-30T12:00:00.500Z\"""";

    @Test
    void readsOneEventAlikeInEveryMode() {
        assertThat(read("application/json", HEADERS, "{\"sha\":\"abc\"}")).containsExactly(EVENT);
        assertThat(read(STRUCTURED, Map.of(), "{%s, \"data\": {\"sha\": \"abc\"}}".formatted(ATTRIBUTES)))
                .containsExactly(EVENT);
        assertThat(read(
                        "Application/CloudEvents+JSON",
                        Map.of(),
                        "{%s, \"data_base64\": \"eyJzaGEiOiJhYmMifQ==\"}".formatted(ATTRIBUTES)))
                .containsExactly(EVENT);
        assertThat(read(
                        "application/cloudevents-batch+json",
                        Map.of(),
                        "[{%1$s, \"data\": {\"sha\": \"abc\"}}, {%1$s}]".formatted(ATTRIBUTES)))
                .extracting(CloudEvent::data)
                .containsExactly(EVENT.data(), new Data.None());
        assertThat(read("application/cloudevents-batch+json", Map.of(), "[]")).isEmpty();
    }

    @Test
    void knowsStructuredModeByTheBodyWhereItsContentTypeIsForgotten() {
        String body = "{%s, \"data\": {\"sha\": \"abc\"}}".formatted(ATTRIBUTES);
        assertThat(read("application/json", Map.of(), body)).containsExactly(EVENT);
        assertThat(read(null, Map.of(), "\uFEFF" + body)).containsExactly(EVENT);
        assertUnreadable("ce-type", "application/json", Map.of(), "{\"sha\": \"abc\"}");
        assertUnreadable("$", "application/json", Map.of(), "[]");
    }

    @Test
    void readsHeadersInQuotesAndPercentEncoded() {
        assertThat(CloudEvents.attribute(name -> "Euro%20%E2%82%AC%20%F0%9F%98%80", "subject"))
                .contains("Euro € 😀");
        assertThat(CloudEvents.attribute(name -> "\"a \\\"b\\\" c\"", "subject"))
                .contains("a \"b\" c");
        assertThat(CloudEvents.attribute(name -> "1+1%2B1 100% %zz %4", "subject"))
                .contains("1+1+1 100% %zz %4");
        assertThat(CloudEvents.attribute(name -> "  ", "subject")).isEmpty();
        assertThat(CloudEvents.attribute(name -> null, "subject")).isEmpty();
    }

    @Test
    void tellsEventsApartByTheirSourceAndTheirId() {
        assertThat(CloudEvents.key(HEADERS::get)).contains("/build/7 A-1");
        assertThat(EVENT.key()).isEqualTo("/build/7 A-1");
        assertThat(CloudEvents.key(Map.of("ce-id", "A-1")::get)).isEmpty();
    }

    @Test
    void takesDataThatIsMissingOrNoJson() {
        assertThat(data(STRUCTURED, Map.of(), "{%s}".formatted(ATTRIBUTES))).isEqualTo(new Data.None());
        assertThat(data(STRUCTURED, Map.of(), "{%s, \"data\": null}".formatted(ATTRIBUTES)))
                .isEqualTo(new Data.None());
        assertThat(data(
                        STRUCTURED,
                        Map.of(),
                        "{%s, \"datacontenttype\": \"text/xml\", \"data\": \"<a/>\"}".formatted(ATTRIBUTES)))
                .isEqualTo(new Data.Other("text/xml"));
        assertThat(data(STRUCTURED, Map.of(), "{%s, \"data\": \"text\"}".formatted(ATTRIBUTES)))
                .isEqualTo(new Data.Json("\"text\""));
        assertThat(data("text/plain; charset=utf-8", HEADERS, "hello")).isEqualTo(new Data.Other("text/plain"));
        assertThat(data("application/vnd.example+json", HEADERS, "{}")).isEqualTo(new Data.Json("{}"));
        assertThat(data("text/plain", HEADERS, "")).isEqualTo(new Data.None());
    }

    @Test
    void tellsNoTimeThatIsNotTold() {
        assertThat(read(null, Map.of("ce-id", "1", "ce-source", "/s", "ce-type", "t"), "{}"))
                .extracting(CloudEvent::time)
                .containsOnlyNulls();
    }

    @Test
    void saysWhichAttributeIsWrong() {
        assertUnreadable("ce-source", null, Map.of("ce-id", "1", "ce-type", "t"), "{}");
        assertUnreadable("ce-id", null, Map.of("ce-source", "/s", "ce-type", "t"), "{}");
        assertUnreadable("ce-type", null, Map.of("ce-source", "/s", "ce-id", "1"), "{}");
        assertUnreadable(
                "ce-time",
                null,
                Map.of("ce-id", "1", "ce-source", "/s", "ce-type", "t", "ce-time", "2026-03-30T12:00:00"),
                "{}");
        assertUnreadable(
                "ce-specversion",
                null,
                Map.of("ce-id", "1", "ce-source", "/s", "ce-type", "t", "ce-specversion", "0.3"),
                "{}");
        assertUnreadable("id", STRUCTURED, Map.of(), "{\"specversion\": \"1.0\", \"source\": \"/s\", \"type\": \"t\"}");
        assertUnreadable("time", STRUCTURED, Map.of(), "{\"time\": \"yesterday\"}");
        assertUnreadable("$", STRUCTURED, Map.of(), "{");
        assertUnreadable("data_base64", STRUCTURED, Map.of(), "{%s, \"data_base64\": \"#\"}".formatted(ATTRIBUTES));
        assertUnreadable(
                "data_base64",
                STRUCTURED,
                Map.of(),
                "{%s, \"data\": 1, \"data_base64\": \"MQ==\"}".formatted(ATTRIBUTES));
        assertUnreadable("Content-Type", "application/cloudevents+avro", Map.of(), "x");
        assertUnreadable("Content-Type", "application/cloudevents-batch+protobuf", Map.of(), "x");
        String batch = "application/cloudevents-batch+json";
        assertUnreadable("[1].id", batch, Map.of(), "[{%s}, {\"source\": \"/s\"}]".formatted(ATTRIBUTES));
        assertUnreadable("[0]", batch, Map.of(), "[null]");
        assertUnreadable("$", batch, Map.of(), "[" + "{},".repeat(1000) + "{}]");
        assertUnreadable("$", batch, Map.of(), "{}");
    }

    @Test
    void answersWhoAsksWhetherItMayPost() {
        assertThat(AbuseProtection.answer(Map.of("WebHook-Request-Origin", "events.example.org")::get))
                .contains(Map.of("Allow", "POST", "WebHook-Allowed-Origin", "events.example.org"));
        assertThat(AbuseProtection.answer(Map.of(
                        "WebHook-Request-Origin", "events.example.org",
                        "WebHook-Request-Callback", "https://events.example.org/confirm",
                        "WebHook-Request-Rate", "120")::get))
                .hasValueSatisfying(answer -> assertThat(answer).containsEntry("WebHook-Allowed-Rate", "*"));
        assertThat(AbuseProtection.answer(Map.of("WebHook-Request-Origin", "a b\"<>")::get))
                .isEmpty();
        assertThat(AbuseProtection.answer(Map.<String, String>of()::get)).isEmpty();
    }

    private static Data data(@Nullable String contentType, Map<String, String> headers, String body) {
        return read(contentType, headers, body).getFirst().data();
    }

    private static List<CloudEvent> read(@Nullable String contentType, Map<String, String> headers, String body) {
        return CloudEvents.read(contentType, headers::get, body.getBytes(UTF_8));
    }

    private static void assertUnreadable(
            String field, @Nullable String contentType, Map<String, String> headers, String body) {
        assertThatExceptionOfType(UnreadablePayload.class)
                .isThrownBy(() -> read(contentType, headers, body))
                .satisfies(e -> assertThat(e.field()).isEqualTo(field));
    }
}
