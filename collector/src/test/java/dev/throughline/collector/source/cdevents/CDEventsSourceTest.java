package dev.throughline.collector.source.cdevents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.collector.source.Delivery;
import dev.throughline.collector.source.Envelopes;
import dev.throughline.collector.source.Normalization;
import dev.throughline.collector.source.Normalization.Facts;
import dev.throughline.collector.source.Normalization.Ignored;
import dev.throughline.collector.source.Normalization.Malformed;
import dev.throughline.collector.source.Reply;
import dev.throughline.collector.source.Source;
import dev.throughline.collector.source.SourceContract;
import dev.throughline.engine.fact.Deployment;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class CDEventsSourceTest extends SourceContract {

    private static final byte[] KEY_BYTES = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.UTF_8);
    private static final String KEY = "whsec_" + Base64.getEncoder().encodeToString(KEY_BYTES);
    private static final String TYPE = "dev.cdevents.service.deployed.0.1.1";
    private static final String NOW = "1795255200";

    private final CDEventsSource source = Events.source(KEY);
    private final ObjectNode event = Events.of("service.deployed", "deployed");

    @Override
    protected Source source() {
        return source;
    }

    @Override
    protected byte[] body() {
        return event.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    protected String event() {
        return TYPE;
    }

    @Override
    protected Map<String, String> signed(byte[] body) {
        return Map.of(
                "ce-type", TYPE, "webhook-id", "d1", "webhook-timestamp", NOW, "webhook-signature", sign(NOW, body));
    }

    @Override
    protected String signatureHeader() {
        return "webhook-signature";
    }

    @Test
    void acceptsEachOfSeveralTokens() {
        CDEventsSource source = Events.source("new", "old");
        assertThat(accepts(source, Map.of("Authorization", "Bearer old"))).isTrue();
        assertThat(accepts(source, Map.of("Authorization", "bearer  new "))).isTrue();
        assertThat(accepts(source, Map.of("Authorization", "Bearer other"))).isFalse();
        assertThat(accepts(source, Map.of("Authorization", "Bearer "))).isFalse();
        assertThat(accepts(source, Map.of("Authorization", "Basic new"))).isFalse();
        assertThat(accepts(source, Map.of("Authorization", "new"))).isFalse();
        assertThat(accepts(source, Map.of())).isFalse();
        assertThat(accepts(Events.source(), Map.of("Authorization", "Bearer new")))
                .isFalse();
    }

    @Test
    void goesByTheSignatureWhereThereIsOne() {
        CDEventsSource source = Events.source(KEY, "token");
        Map<String, String> wrong = Map.of(
                "webhook-id",
                "d1",
                "webhook-timestamp",
                NOW,
                "webhook-signature",
                sign(NOW, new byte[0]),
                "Authorization",
                "Bearer token");
        assertThat(accepts(source, wrong)).isFalse();
        assertThat(accepts(source, signed(body()))).isTrue();
        assertThat(accepts(source, Map.of("Authorization", "Bearer token"))).isTrue();
        assertThat(accepts(Events.source("token"), wrong)).as("no key is known").isTrue();
        assertThat(accepts(source, Map.of("Authorization", "Bearer " + KEY)))
                .as("a key is no token")
                .isFalse();
    }

    @Test
    void refusesASignatureOfLongAgo() {
        assertThat(accepts(
                        source,
                        Map.of(
                                "webhook-id", "d1",
                                "webhook-timestamp", "1795254800",
                                "webhook-signature", sign("1795254800", body()))))
                .isFalse();
    }

    @Test
    void readsTheSameInEveryMode() {
        Normalization expected = Events.read(event);
        assertThat(expected).isInstanceOf(Facts.class);
        String attributes =
                "\"specversion\": \"1.0\", \"id\": \"%s\", \"source\": \"/cluster/eu\", \"type\": \"" + TYPE + "\"";
        String first = attributes.formatted("4711");
        String base64 = Base64.getEncoder().encodeToString(body());

        assertThat(source.normalize(new Delivery("d1", TYPE, "application/json", Events.RECEIVED_AT, body())))
                .isEqualTo(expected);
        assertThat(Events.read("application/json", "\uFEFF" + event)).isEqualTo(expected);
        for (String contentType : new String[] {"application/cloudevents+json; charset=utf-8", "application/json"}) {
            assertThat(Events.read(contentType, "{%s, \"data\": %s}".formatted(first, event)))
                    .isEqualTo(expected);
        }
        assertThat(Events.read(
                        "application/cloudevents+json", "{%s, \"data_base64\": \"%s\"}".formatted(first, base64)))
                .isEqualTo(expected);
        // the id of a CloudEvent is drawn anew each time
        assertThat(Events.read(
                        "application/cloudevents+json",
                        "{%s, \"data\": %s}".formatted(attributes.formatted("4712"), event)))
                .isEqualTo(expected);
    }

    @Test
    void readsEveryEventOfABatch() {
        String batch = "[{%1$s, \"data\": %2$s}, {%1$s, \"data\": %3$s}, {%1$s, \"data\": %4$s}]"
                .formatted(
                        "\"specversion\": \"1.0\", \"id\": \"1\", \"source\": \"/x\", \"type\": \"" + TYPE + "\"",
                        event,
                        Events.of("service.removed", "nothing is deployed by service.removed"),
                        Events.of("service.rolledback", "rolled back"));
        assertThat(Events.facts(Deployment.class, Events.read("application/cloudevents-batch+json", batch)))
                .extracting(deployment -> deployment.key().externalId())
                .containsExactly("/cluster/eu#e1", "/cluster/eu#e5");
        assertThat(Events.read("application/cloudevents-batch+json", batch.replace("\"e5\"", "\" \"")))
                .isEqualTo(new Malformed("[2].context.id", "is missing"));
    }

    @Test
    void ignoresEventsOfOthers() {
        assertThat(source.normalize(new Delivery(
                        "d1",
                        "org.example.built",
                        "application/json",
                        Events.RECEIVED_AT,
                        "{}".getBytes(StandardCharsets.UTF_8))))
                .isEqualTo(new Ignored("'org.example.built' is not a CDEvent"));
        assertThat(Events.read("application/cloudevents+json", "{\"id\": \"1\", \"source\": \"/x\", \"type\": \"t\"}"))
                .isEqualTo(new Malformed("data", "is missing"));
    }

    @Test
    void shakesHands() {
        assertThat(source.handshake(Envelopes.with(Map.of("WebHook-Request-Origin", "events.example.org"))))
                .contains(new Reply(200, Map.of("Allow", "POST", "WebHook-Allowed-Origin", "events.example.org")));
    }

    @Test
    void takesTheSameBodyForTheSameDelivery() {
        assertThat(source.delivery(Envelopes.with(Map.of("ce-id", "1", "ce-source", "/x"))))
                .isEmpty();
        assertThat(source.event(Envelopes.with(Map.of("ce-type", TYPE)))).isEqualTo(TYPE);
    }

    private boolean accepts(CDEventsSource source, Map<String, String> headers) {
        var envelope = Envelopes.with(headers);
        return source.isSigned(envelope) && source.authenticate(envelope, body());
    }

    private static String sign(String timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(KEY_BYTES, "HmacSHA256"));
            mac.update(("d1." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
