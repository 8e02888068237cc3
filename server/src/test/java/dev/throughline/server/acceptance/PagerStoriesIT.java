package dev.throughline.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Two deployments that are reported, the second of which breaks something for two hours, as each pager, tracker and monitor tells it: in
 * order, and shuffled with everything sent twice.
 */
class PagerStoriesIT {

    private static final String SECRET = "a secret of the pagers";
    private static final String MARCH = "from=2026-03-01&until=2026-04-01";
    private static final Instant BEGAN = Instant.parse("2026-03-04T11:00:00Z");
    private static final Instant SEEN = Instant.parse("2026-03-04T11:05:00Z");
    private static final Instant OVER = Instant.parse("2026-03-04T13:00:00Z");

    private static final String ALERT =
            "{'alerts':[{'status':'%s','fingerprint':'$id','startsAt':'$began','endsAt':'%s','labels':{'alertname':'Errors','service':'$service','severity':'critical'},'annotations':{}},"
                    + "{'status':'firing','fingerprint':'$id-2','startsAt':'$began','endsAt':'0001-01-01T00:00:00Z','labels':{'alertname':'Disk','service':'$service','severity':'info'}}]}";
    private static final String ISSUE =
            "{'timestamp':%s,'webhookEvent':'jira:issue_%s','issue':{'id':'$id','self':'https://acme.atlassian.net/rest/api/2/issue/$id','key':'OPS-1','fields':{"
                    + "'issuetype':{'name':'Incident'},'project':{'key':'OPS'},'components':[{'name':'$service'}],'created':'2026-03-04T12:00:00.000+0100','summary':'Down',"
                    + "'labels':[],'resolutiondate':%s,'status':{'statusCategory':{'key':'%s'}}}}}";
    private static final String RECORD =
            "{'operation':'%s','sys_id':'$id','state':'%s','business_service':'$service','opened_at':'2026-03-04 11:00:00','resolved_at':'%s','sys_updated_on':'%s'}";
    private static final String INCIDENT =
            "{'event_type':'public_incident.incident_%s_v2','public_incident.incident_%s_v2':{'id':'$id','reference':'INC-1','name':'Down','mode':'standard','created_at':'$began',"
                    + "'updated_at':'%s','incident_status':{'category':'%s'},'custom_field_entries':[{'custom_field':{'name':'Service'},'values':[{'value_text':'$service'}]}],"
                    + "'incident_timestamp_values':[{'incident_timestamp':{'name':'Resolved at'},'value':%s}]}}";
    private static final String PAGE =
            "{'page':{'id':'p'},'incident':{'id':'$id','name':'Down','status':'%s','created_at':'$seen','updated_at':'%s','incident_updates':[%s"
                    + "{'status':'investigating','body':'','display_at':'$began'}],'components':[{'id':'c','name':'$service'}]}}";
    private static final String METRIC_ALERT =
            "{'action':'%s','data':{'metric_alert':{'id':'$id','title':'Errors','projects':['$service'],'date_started':'$began','date_closed':%s}}}";
    private static final String EVENT =
            "{'event':{'event_type':'incident.%s','occurred_at':'%s','data':{'id':'$id','type':'incident','html_url':'https://acme.pagerduty.com/incidents/$id',"
                    + "'status':'%s','created_at':'$began','title':'Down','service':{'id':'P1','summary':'$service'}}}}";
    private static final String ACTION =
            "{'action':'%s','alert':{'alertId':'$id','message':'Down','entity':'$service','createdAt':%d,'updatedAt':%d000203,'priority':'P1'}}";

    /** What is said of the incident, and when. */
    private record Said(Instant at, String body) {}

    /**
     * A source and what it says.
     *
     * @param about the entry of a service that takes its incident
     */
    private record Tool(String name, String about, List<Said> said) {

        @Override
        public String toString() {
            return name;
        }
    }

    private static final List<Tool> TOOLS = List.of(
            new Tool(
                    "alertmanager",
                    "service=$service",
                    List.of(
                            new Said(BEGAN, ALERT.formatted("firing", "0001-01-01T00:00:00Z")),
                            new Said(OVER, ALERT.formatted("resolved", "$over")))),
            new Tool(
                    "grafana",
                    "$service",
                    List.of(
                            new Said(BEGAN, ALERT.formatted("firing", "0001-01-01T00:00:00Z")),
                            new Said(OVER, ALERT.formatted("resolved", "$over")))),
            new Tool(
                    "opsgenie",
                    "$service",
                    List.of(
                            action("Create", BEGAN),
                            action("Acknowledge", SEEN),
                            action("AddNote", OVER.plusSeconds(60)),
                            action("Close", OVER))),
            new Tool(
                    "jira",
                    "OPS/$service",
                    List.of(
                            new Said(BEGAN, ISSUE.formatted(BEGAN.toEpochMilli(), "created", "null", "new")),
                            new Said(SEEN, ISSUE.formatted(SEEN.toEpochMilli(), "updated", "null", "indeterminate")),
                            new Said(
                                    OVER,
                                    ISSUE.formatted(
                                            OVER.toEpochMilli(),
                                            "updated",
                                            "'2026-03-04T14:00:00.000+0100'",
                                            "done")))),
            new Tool(
                    "servicenow",
                    "$service",
                    List.of(
                            new Said(BEGAN, RECORD.formatted("insert", "1", "", "2026-03-04 11:00:00")),
                            new Said(SEEN, RECORD.formatted("update", "2", "", "2026-03-04 11:05:00")),
                            new Said(
                                    OVER,
                                    RECORD.formatted("update", "6", "2026-03-04 13:00:00", "2026-03-04 13:00:00")))),
            new Tool(
                    "incident-io",
                    "$service",
                    List.of(
                            new Said(BEGAN, INCIDENT.formatted("created", "created", "$began", "live", "null")),
                            new Said(SEEN, INCIDENT.formatted("updated", "updated", "$seen", "live", "null")),
                            new Said(
                                    OVER,
                                    INCIDENT.formatted("updated", "updated", "$over", "closed", "{'value':'$over'}")))),
            new Tool(
                    "statuspage",
                    "$service",
                    List.of(
                            new Said(SEEN, PAGE.formatted("investigating", "$seen", "")),
                            new Said(
                                    OVER,
                                    PAGE.formatted(
                                            "resolved",
                                            "$over",
                                            "{'status':'resolved','body':'','display_at':'$over'},")))),
            new Tool(
                    "sentry",
                    "$service",
                    List.of(
                            new Said(BEGAN, METRIC_ALERT.formatted("warning", "null")),
                            new Said(SEEN, METRIC_ALERT.formatted("critical", "null")),
                            new Said(OVER, METRIC_ALERT.formatted("resolved", "'$over'")))),
            new Tool(
                    "pagerduty",
                    "$service",
                    List.of(
                            new Said(BEGAN, EVENT.formatted("triggered", "$began", "triggered")),
                            new Said(SEEN, EVENT.formatted("acknowledged", "$seen", "acknowledged")),
                            new Said(OVER, EVENT.formatted("resolved", "$over", "resolved")))));

    private static FullServer server;
    private static HttpClient http;

    private static Said action(String action, Instant at) {
        return new Said(at, ACTION.formatted(action, BEGAN.toEpochMilli(), at.toEpochMilli()));
    }

    /** Tells all the stories to one server before any of them is looked at. */
    @BeforeAll
    static void tell() throws Exception {
        List<String> arguments = new ArrayList<>();
        for (Tool tool : TOOLS) {
            arguments.add("--throughline.%s.secret=%s".formatted(tool.name(), SECRET));
            for (boolean isShuffled : List.of(false, true)) {
                String service = service(tool, isShuffled);
                String key = "--throughline.services[%d]".formatted(2 * TOOLS.indexOf(tool) + (isShuffled ? 1 : 0));
                arguments.add(key + ".name=" + service);
                arguments.add(key + ".incidents[0]=" + tool.name() + ":"
                        + tool.about().replace("$service", service));
            }
        }
        server = FullServer.start(arguments.toArray(String[]::new));
        http = HttpClient.newHttpClient();
        for (Tool tool : TOOLS) {
            for (boolean isShuffled : List.of(false, true)) {
                tell(tool, isShuffled);
            }
        }
        server.settle();
    }

    @AfterAll
    static void close() {
        http.close();
        server.close();
    }

    static Stream<Tool> tools() {
        return TOOLS.stream();
    }

    @ParameterizedTest
    @MethodSource("tools")
    void givesTheFiveNumbers(Tool tool) {
        hasTheFiveNumbers(service(tool, false));
    }

    @ParameterizedTest
    @MethodSource("tools")
    void givesTheSameWhateverCameWhenAndHowOften(Tool tool) {
        hasTheFiveNumbers(service(tool, true));
    }

    private static void hasTheFiveNumbers(String service) {
        Metrics march = new Metrics(server, MARCH + "&service=" + service);
        march.frequency().is("count", 2).isAbout("value", 2 / 31.0);
        march.leadTime().is("n", 1).isAbout("p50", 7200);
        march.failRate().is("numerator", 1).is("denominator", 2);
        march.recovery().is("n", 1).is("open", 0).isAbout("p50", 7200);
        march.rework().is("numerator", 0).is("denominator", 2);
    }

    private static String service(Tool tool, boolean isShuffled) {
        return "till-" + tool.name() + (isShuffled ? "-shuffled" : "");
    }

    private static void tell(Tool tool, boolean isShuffled) throws Exception {
        String service = service(tool, isShuffled);
        List<Said> said = new ArrayList<>(tool.said());
        if (isShuffled) {
            // the same again, as another delivery
            tool.said().forEach(one -> said.add(new Said(one.at(), one.body() + " ")));
            Collections.shuffle(said, new Random(20260304));
            tellOf(tool, service, said.subList(0, 2));
            deploy(service);
            tellOf(tool, service, said.subList(2, said.size()));
        } else {
            deploy(service);
            tellOf(tool, service, said);
        }
    }

    private static void deploy(String service) {
        String before = sha(service + " A");
        String after = sha(service + " B");
        String graph =
                "{\"repository\":\"%s\",\"sha\":\"%s\",\"parents\":\"%s\",\"author_at\":\"%s\",\"committer_at\":\"%4$s\"}";
        assertThat(server.upload((graph.formatted(service, before, "", "2026-03-03T08:00:00Z") + "\n"
                                        + graph.formatted(service, after, before, "2026-03-04T08:00:00Z"))
                                .getBytes(StandardCharsets.UTF_8))
                        .statusCode())
                .isEqualTo(200);
        String deployment =
                "{\"service\":\"%s\",\"id\":\"%s\",\"environment\":\"production\",\"sha\":\"%s\",\"finished_at\":\"%s\"}";
        server.send(
                "POST", "/api/v1/deployments", deployment.formatted(service, "1", before, "2026-03-03T10:00:00Z"), 201);
        server.send(
                "POST", "/api/v1/deployments", deployment.formatted(service, "2", after, "2026-03-04T10:00:00Z"), 201);
    }

    private static void tellOf(Tool tool, String service, List<Said> said) throws IOException, InterruptedException {
        for (Said one : said) {
            byte[] body = one.body()
                    .replace('\'', '"')
                    .replace("$service", service)
                    .replace("$id", sha(service).substring(0, 16))
                    .replace("$began", BEGAN.toString())
                    .replace("$seen", SEEN.toString())
                    .replace("$over", OVER.toString())
                    .getBytes(StandardCharsets.UTF_8);
            String query = tool.name().equals("statuspage") ? "?token=" + FullServer.encode(SECRET) : "";
            HttpRequest.Builder post = HttpRequest.newBuilder(
                            URI.create(server.address() + "/webhooks/" + tool.name() + query))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(body));
            headers(tool.name(), one.at(), body).forEach(post::header);
            assertThat(http.send(post.build(), HttpResponse.BodyHandlers.ofString())
                            .statusCode())
                    .as("%s", tool)
                    .isIn(200, 202);
        }
    }

    private static Map<String, String> headers(String source, Instant at, byte[] body) {
        long now = Instant.now().getEpochSecond();
        return switch (source) {
            case "grafana" ->
                Map.of(
                        "X-Grafana-Alerting-Timestamp",
                        "" + now,
                        "X-Grafana-Alerting-Signature",
                        hex(hmac((now + ":").getBytes(StandardCharsets.UTF_8), body)));
            case "jira" -> Map.of("X-Hub-Signature", "sha256=" + hex(hmac(body)));
            case "sentry" ->
                Map.of(
                        "Sentry-Hook-Signature",
                        hex(hmac(body)),
                        "Sentry-Hook-Resource",
                        "metric_alert",
                        "Sentry-Hook-Timestamp",
                        "" + at.getEpochSecond());
            case "pagerduty" -> Map.of("X-PagerDuty-Signature", "v1=" + "0".repeat(64) + ",v1=" + hex(hmac(body)));
            case "incident-io" -> {
                String id = "msg_" + hex(hmac(body)).substring(0, 20);
                yield Map.of(
                        "webhook-id", id,
                        "webhook-timestamp", "" + now,
                        "webhook-signature",
                                "v1,"
                                        + Base64.getEncoder()
                                                .encodeToString(hmac(
                                                        (id + "." + now + ".").getBytes(StandardCharsets.UTF_8),
                                                        body)));
            }
            case "statuspage" -> Map.of();
            default -> Map.of("Authorization", "Bearer " + SECRET);
        };
    }

    private static byte[] hmac(byte[]... parts) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static String sha(String text) {
        return hex(hmac(text.getBytes(StandardCharsets.UTF_8))).substring(0, 40);
    }
}
