package dev.throughline.collector.source.declared;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.throughline.collector.proof.Secret;
import dev.throughline.collector.source.Delivery;
import dev.throughline.collector.source.Envelope;
import dev.throughline.collector.source.Envelopes;
import dev.throughline.collector.source.Headers;
import dev.throughline.collector.source.Normalization;
import dev.throughline.collector.source.Normalization.Facts;
import dev.throughline.collector.source.Normalization.Ignored;
import dev.throughline.collector.source.Normalization.Malformed;
import dev.throughline.engine.fact.Cause;
import dev.throughline.engine.fact.Deployment;
import dev.throughline.engine.fact.Fact;
import dev.throughline.engine.fact.Incident;
import dev.throughline.engine.fact.Incident.Kind;
import dev.throughline.engine.fact.IncidentComment;
import dev.throughline.engine.fact.RepositoryId;
import dev.throughline.engine.fact.Statement;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class DeclaredSourceTest {

    private static final Instant RECEIVED = Instant.parse("2026-03-30T14:00:00Z");
    private static final Clock CLOCK = Clock.fixed(RECEIVED, ZoneOffset.UTC);
    private static final String PAGER = """
            tells: [incidents]
            authentication:
              - token: {header: Authorization, prefix: "Bearer "}
              - hmac: {header: X-Signature, prefix: "sha256="}
            headers: [X-Time]
            settings: {kinds: page}
            map: |
              kind = $settings.kinds ? {"incidents": [{
                "id": id, "about": [team, product, tags], "title": title, "url": link, "text": text, "opened_at": from, "resolved_at": to,
                "closed_as": as, "is_incident": counts, "deleted": gone, "stated_at": $headers.`x-time`}],
                "comments": notes.{"incident": %.id, "id": n, "text": said}}
              : kind ? {"ignored": "a " & kind}
            """;

    private final DeclaredSource source = source(PAGER, Map.of());

    @Test
    void tellsOfIncidentsAndOfWhatTheyAreAbout() {
        List<Fact> facts = facts("""
                {"kind": "page", "id": 4, "team": "Payments", "product": "Till", "title": "Down",
                 "text": "Root cause: 2166d75e44d9", "from": "2026-03-30 13:37:07 +0000", "notes": []}""");
        Incident incident = (Incident) facts.get(1);
        assertThat(incident.repository()).isEqualTo(new RepositoryId("pager", "pager"));
        assertThat(incident.entry().externalId()).isEqualTo("4");
        assertThat(incident.about()).containsExactly("payments", "till");
        assertThat(incident.openedAt()).isEqualTo("2026-03-30T13:37:07Z");
        assertThat(incident.resolvedAt()).isNull();
        assertThat(incident.causes().named()).extracting(Cause::word).containsExactly("2166d75e44d9");
        assertThat(incident.statement().at()).isEqualTo(RECEIVED);
    }

    @Test
    void tellsOfTheEndAloneAndOfWhatIsNoIncident() {
        Incident incident = (Incident) facts("""
                        {"kind": "page", "id": "x", "to": "2026-03-30T13:50:00Z", "as": "duplicate", "gone": true}""").get(1);
        assertThat(incident.openedAt()).isNull();
        assertThat(incident.resolvedAt()).isEqualTo("2026-03-30T13:50:00Z");
        assertThat(incident.kind()).isEqualTo(Kind.DUPLICATE);
        assertThat(incident.isDeleted()).isTrue();
    }

    @Test
    void tellsOfWhatIsNoIncidentAnyMore() {
        assertThat(((Incident) facts("{\"kind\": \"page\", \"id\": 1, \"counts\": false}")
                                .get(1))
                        .kind())
                .isEqualTo(Kind.ISSUE);
        assertThat(((Incident) facts("{\"kind\": \"page\", \"id\": 1, \"counts\": true}")
                                .get(1))
                        .kind())
                .isEqualTo(Kind.INCIDENT);
    }

    @Test
    void takesWhatIsNullForMissing() {
        Incident incident = (Incident) facts("""
                        {"kind": "page", "id": 1, "team": null, "product": null, "tags": [null, "a", ["b"]], "from": null, "notes": null}""").get(1);
        assertThat(incident.about()).containsExactly("a", "b");
        assertThat(incident.openedAt()).isNull();
    }

    @Test
    void losesNothingOverWhatIsOnlyShown() {
        Incident incident = (Incident)
                facts("""
                        {"kind": "page", "id": 1, "title": "%s\\u0000", "text": "a\\u0000b", "link": "javascript:x", "team": " ",
                         "product": 7, "tags": "%s"}""".formatted("x".repeat(2000), "y".repeat(2000))).get(1);
        assertThat(incident.entry().title()).isEqualTo("x".repeat(1000));
        assertThat(incident.entry().url()).isNull();
        assertThat(incident.about()).containsExactly("7");
    }

    @Test
    void readsNumbersAsMillisecondsAndTheFirstOfAllTimesAsNone() {
        Incident incident = (Incident) facts("""
                        {"kind": "page", "id": 9223372036854775807, "from": 1774879200123, "to": "0001-01-01T00:00:00Z"}""").get(1);
        assertThat(incident.entry().externalId()).isEqualTo("9223372036854775807");
        assertThat(incident.openedAt()).isEqualTo("2026-03-30T14:00:00.123Z");
        assertThat(incident.resolvedAt()).isNull();
        assertThat(((Incident) facts("{\"kind\": \"page\", \"id\": 1, \"to\": \"\"}")
                                .get(1))
                        .resolvedAt())
                .isNull();
        for (String odd : List.of("1e300", "-1", "true", "{}", "\"0001-01-02T00:00:00Z\"", "253402300800000")) {
            assertThat(normalize("{\"kind\": \"page\", \"id\": 1, \"from\": " + odd + "}"))
                    .as(odd)
                    .isInstanceOf(Malformed.class);
        }
    }

    @Test
    void tellsOfCommentsAndOfTheTimeThatAHeaderSays() {
        List<Fact> facts = ((Facts) source.normalize(new Delivery(
                        "d1",
                        "",
                        null,
                        new Headers(Map.of("x-time", "1774879200")),
                        RECEIVED,
                        "{\"kind\": \"page\", \"id\": 4, \"notes\": [{\"n\": 1, \"said\": \"Root cause: 2166d75e44d9\"}]}"
                                .getBytes(UTF_8))))
                .facts();
        assertThat(((Incident) facts.get(1)).statement().at()).isEqualTo("2026-03-30T14:00:00Z");
        IncidentComment comment = (IncidentComment) facts.get(3);
        assertThat(comment.incident()).isEqualTo("4");
        assertThat(comment.causes()).extracting(Cause::word).containsExactly("2166d75e44d9");
    }

    @Test
    void ignoresWithTheReasonThatItIsGiven() {
        assertThat(normalize("{\"kind\": \"note\"}")).isEqualTo(new Ignored("a note"));
        assertThat(normalize("{}")).isEqualTo(new Ignored("the expression makes nothing of it"));
        assertThat(normalize("[]")).isInstanceOf(Ignored.class);
        assertThat(normalize("{\"kind\": \"%s😀\"}".formatted("x".repeat(497))))
                .as("cut within a character")
                .isEqualTo(new Ignored("a %s\ufffd…".formatted("x".repeat(497))));
    }

    @Test
    void saysWhichFieldOfWhichReportIsWrong() {
        assertThat(normalize("{\"kind\": \"page\", \"id\": 4, \"from\": \"yesterday\"}"))
                .isInstanceOfSatisfying(
                        Malformed.class,
                        malformed -> assertThat(malformed.field()).isEqualTo("incidents[0].opened_at"));
        assertThat(normalize("{\"kind\": \"page\"}"))
                .isInstanceOfSatisfying(
                        Malformed.class,
                        malformed -> assertThat(malformed.field()).isEqualTo("incidents[0].id"));
        assertThat(normalize("{")).isEqualTo(new Malformed("$", "is not JSON that can be read"));
        assertThat(normalize("{\"x\": \"" + "x".repeat(1 << 20) + "\"}"))
                .isInstanceOfSatisfying(
                        Malformed.class,
                        malformed -> assertThat(malformed.field()).isEqualTo("$"));
        assertThat(source("""
                        tells: [incidents]
                        authentication: basic
                        map: '{"alarms": []}'
                        """, Map.of()).normalize(delivery("{}"))).isInstanceOf(Malformed.class);
    }

    @Test
    void refusesWhatIsShownAndDoesNotHold() {
        byte[] body = "Hello, World!".getBytes(UTF_8);
        String signature = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";
        String wrong = signature.replace('7', '8');
        String secret = "It's a Secret to Everybody";
        assertThat(isLetIn(Map.of("X-Signature", signature), body)).isTrue();
        assertThat(isLetIn(Map.of("Authorization", "bearer " + secret), body)).isTrue();
        assertThat(isLetIn(Map.of("Authorization", "Bearer " + secret, "X-Signature", wrong), body))
                .as("a right token does not make up for a wrong signature")
                .isFalse();
        assertThat(isLetIn(Map.of("Authorization", "Basic cHJveHk6cHJveHk=", "X-Signature", signature), body))
                .as("what a proxy asks for does not spoil a right signature")
                .isTrue();
        assertThat(isLetIn(Map.of("X-Signature", wrong), body)).isFalse();
        assertThat(isLetIn(Map.of("X-Signature", "sha256="), body)).isFalse();
        assertThat(isLetIn(Map.of("Authorization", "Bearer "), body)).isFalse();
        assertThat(isLetIn(Map.of("Authorization", secret), body)).isFalse();
        assertThat(isLetIn(Map.of(), body)).isFalse();
    }

    /** Signed with the secret "It's a Secret to Everybody" over {@code <time>:{}}. */
    @Test
    void refusesASignedTimeThatIsLongAgo() {
        DeclaredSource timed = source("""
                tells: [incidents]
                authentication: {hmac: {header: X-Signature, timestamp-header: X-Time}}
                map: 'null'
                """, Map.of());
        long now = RECEIVED.getEpochSecond();
        assertThat(isTimely(timed, now)).isTrue();
        assertThat(isTimely(timed, now - 300)).isTrue();
        assertThat(isTimely(timed, now - 301)).isFalse();
        assertThat(isTimely(timed, now + 301)).isFalse();
        assertThat(timed.authenticate(
                        Envelopes.with(Map.of("X-Signature", hmac("today:{}"), "X-Time", "today")),
                        "{}".getBytes(UTF_8)))
                .isFalse();
        assertThat(timed.authenticate(Envelopes.with(Map.of("X-Signature", hmac("{}"))), "{}".getBytes(UTF_8)))
                .as("not every sender adds a time")
                .isTrue();
    }

    private static boolean isTimely(DeclaredSource source, long at) {
        return source.authenticate(
                Envelopes.with(Map.of("X-Signature", hmac(at + ":{}"), "X-Time", "" + at)), "{}".getBytes(UTF_8));
    }

    private static String hmac(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec("It's a Secret to Everybody".getBytes(UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void takesAPasswordOrATokenInTheAddress() {
        DeclaredSource basic = source("""
                tells: [incidents]
                authentication: basic
                map: 'null'
                """, Map.of());
        String right = Base64.getEncoder().encodeToString("us:It's a Secret to Everybody".getBytes(UTF_8));
        assertThat(basic.authenticate(Envelopes.with(Map.of("Authorization", "Basic " + right)), new byte[0]))
                .isTrue();
        assertThat(basic.isSigned(Envelopes.with(Map.of("Authorization", "Bearer " + right))))
                .isFalse();
    }

    @Test
    void tellsOfDeploymentsInTheWordsOfTheApi() {
        DeclaredSource ci = source("""
                tells: [deployments]
                authentication: basic
                map: |
                  {"deployments": {"service": app, "id": run, "environment": "production", "sha": sha, "finished_at": at}}
                """, Map.of());
        Normalization told = ci.normalize(delivery("""
                {"app": "Acme/Till", "run": 7, "sha": "%s", "at": "2026-03-30T13:00:00Z"}""".formatted("a".repeat(40))));
        assertThat(((Facts) told).facts())
                .anySatisfy(fact -> assertThat(fact)
                        .isInstanceOfSatisfying(
                                Deployment.class,
                                deployment -> assertThat(deployment.repository())
                                        .isEqualTo(new RepositoryId("pager", "acme/till"))));
    }

    @Test
    void refusesASettingThatItDoesNotHave() {
        assertThat(source(PAGER, Map.of("kinds", "alarm")).normalize(delivery("{\"kind\": \"page\"}")))
                .isEqualTo(new Ignored("a page"));
        assertThatThrownBy(() -> source(PAGER, Map.of("kind", "alarm")))
                .hasMessage("throughline.pager.settings: 'kind' is none of [kinds]");
    }

    private static final String EVENTS = """
            tells: [incidents]
            transport: cloudevents
            authentication: basic
            map: |
              $event = "org.example.alarm" ? {"incidents": {
                "id": $ce.subject, "about": [$ce.source, where], "title": $ce.id, "opened_at": $ce.time}}
              : {"ignored": "no alarm: " & $event}
            """;
    private static final String ATTRIBUTES = """
            "specversion": "1.0", "id": "%s", "source": "/eu", "type": "org.example.%s", "subject": "a7",
            "time": "2026-03-30T12:00:00Z\"""";

    @Test
    void readsACloudEventAlikeInEveryMode() {
        Map<String, String> headers = Map.of(
                "ce-specversion", "1.0",
                "ce-id", "1",
                "ce-source", "/eu",
                "ce-type", "org.example.alarm",
                "ce-subject", "a7",
                "ce-time", "2026-03-30T12:00:00Z");
        DeclaredSource events = source(EVENTS, Map.of());
        Envelope envelope = Envelopes.with(headers);
        assertThat(events.event(envelope)).isEqualTo("org.example.alarm");
        assertThat(events.delivery(envelope)).contains("/eu 1");
        assertThat(events.delivery(Envelopes.with(Map.of()))).isEmpty();
        Normalization binary = events.normalize(new Delivery(
                "d1",
                events.event(envelope),
                "application/json",
                events.headers(envelope),
                RECEIVED,
                "{\"where\": \"till\"}".getBytes(UTF_8)));

        Incident incident = (Incident) ((Facts) binary).facts().get(1);
        assertThat(incident.entry().externalId()).isEqualTo("a7");
        assertThat(incident.entry().title()).isEqualTo("1");
        assertThat(incident.about()).containsExactly("/eu", "till");
        assertThat(incident.openedAt()).isEqualTo("2026-03-30T12:00:00Z");
        assertThat(incident.statement()).isEqualTo(new Statement(Instant.parse("2026-03-30T12:00:00Z"), "/eu 1"));
        String attributes = ATTRIBUTES.formatted("1", "alarm");
        assertThat(cloudEvents("", "{%s, \"data\": {\"where\": \"till\"}}".formatted(attributes)))
                .isEqualTo(binary);
        assertThat(cloudEvents("", "{%s, \"data_base64\": \"eyJ3aGVyZSI6ICJ0aWxsIn0=\"}".formatted(attributes)))
                .isEqualTo(binary);
        assertThat(cloudEvents("-batch", "[{%s, \"data\": {\"where\": \"till\"}}]".formatted(attributes)))
                .isEqualTo(binary);
    }

    @Test
    void readsEveryEventOfABatch() {
        String all = "[{%s}, {%s}, {%s}]"
                .formatted(
                        ATTRIBUTES.formatted("1", "alarm"),
                        ATTRIBUTES.formatted("2", "build"),
                        ATTRIBUTES.formatted("3", "alarm"));
        assertThat(((Facts) cloudEvents("-batch", all)).facts())
                .filteredOn(Incident.class::isInstance)
                .extracting(fact -> ((Incident) fact).statement().by())
                .containsExactly("/eu 1", "/eu 3");
        assertThat(cloudEvents("-batch", "[{%s}]".formatted(ATTRIBUTES.formatted("2", "build"))))
                .isEqualTo(new Ignored("no alarm: org.example.build"));
        assertThat(cloudEvents("-batch", "[]")).isEqualTo(new Ignored("there is no event in it"));
        assertThat(cloudEvents("-batch", all.replace("\"subject\": \"a7\"", "\"subject\": null")))
                .isEqualTo(
                        new Malformed("[0].incidents[0].id", "should be a text of 1 to 200 characters, in one line"));
        assertThat(cloudEvents("-batch", "[{%s}, {}]".formatted(ATTRIBUTES.formatted("1", "alarm"))))
                .isEqualTo(new Malformed("[1].id", "is missing"));
    }

    @Test
    void takesAnEventWithoutTimeOrJson() {
        String attributes = ATTRIBUTES.formatted("1", "alarm");
        Facts facts = (Facts) cloudEvents("", "{%s}".formatted(attributes.replaceAll(",\\s+\"time.*", "")));
        assertThat(((Incident) facts.facts().get(1)).openedAt()).isEqualTo(RECEIVED);
        assertThat(cloudEvents("", "{%s, \"datacontenttype\": \"text/xml\", \"data\": \"<a/>\"}".formatted(attributes)))
                .isEqualTo(new Ignored("it says something in 'text/xml', which is not read"));
    }

    @Test
    void shakesHandsAsCloudEventsDo() {
        Envelope asking = Envelopes.with(Map.of("WebHook-Request-Origin", "events.example.org"));
        assertThat(source(EVENTS, Map.of()).handshake(asking))
                .hasValueSatisfying(reply ->
                        assertThat(reply.headers()).containsEntry("WebHook-Allowed-Origin", "events.example.org"));
        assertThat(source.handshake(asking)).isEmpty();
    }

    private static Normalization cloudEvents(String mode, String body) {
        return source(EVENTS, Map.of())
                .normalize(new Delivery(
                        "d1", "", "application/cloudevents" + mode + "+json", RECEIVED, body.getBytes(UTF_8)));
    }

    @Test
    void searchesForPatternsThatAreConfigured() {
        String file = """
                tells: [incidents]
                authentication: basic
                settings: {alarm_kinds: {pattern: "^page-(\\\\w+)"}}
                map: |
                  ($found := $find(kind, $settings.alarm_kinds); {"ignored": $found ? $found.groups[0] : "none"})
                """;
        assertThat(source(file, Map.of()).normalize(delivery("{\"kind\": \"page-till\"}")))
                .isEqualTo(new Ignored("till"));
        assertThat(source(file, Map.of()).normalize(delivery("{\"kind\": \"a page-till\"}")))
                .isEqualTo(new Ignored("none"));
        assertThat(source(file, Map.of()).normalize(delivery("{\"kind\": 7}"))).isEqualTo(new Ignored("none"));
        assertThat(source(file, Map.of()).normalize(delivery("{}"))).isEqualTo(new Ignored("none"));
        // as a variable has it
        assertThat(source(file, Map.of("alarm.kinds", "(a)|(p)")).normalize(delivery("{\"kind\": \"page\"}")))
                .isEqualTo(new Ignored("p"));
        assertThat(source(file, Map.of("alarm-kinds", "")).normalize(delivery("{\"kind\": \"page\"}")))
                .isEqualTo(new Ignored("none"));
        assertThatThrownBy(() -> source(file, Map.of("alarm_kinds", "a(")))
                .hasMessage("throughline.pager.settings.alarm_kinds: 'a(' is no regular expression: Unclosed group");
    }

    private boolean isLetIn(Map<String, String> headers, byte[] body) {
        return source.isSigned(Envelopes.with(headers)) && source.authenticate(Envelopes.with(headers), body);
    }

    private List<Fact> facts(String body) {
        return ((Facts) normalize(body)).facts();
    }

    private Normalization normalize(String body) {
        return source.normalize(delivery(body));
    }

    private static Delivery delivery(String body) {
        return new Delivery("d1", "", null, RECEIVED, body.getBytes(UTF_8));
    }

    private static DeclaredSource source(String file, Map<String, String> settings) {
        return new DeclaredSource(
                "pager",
                DeclarationReader.read("pager", file),
                new DeclaredProperties(
                        List.of(new Secret("other"), new Secret("It's a Secret to Everybody")),
                        new HashMap<>(settings)),
                CLOCK);
    }
}
