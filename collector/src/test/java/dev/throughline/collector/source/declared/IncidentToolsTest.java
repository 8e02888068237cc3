package dev.throughline.collector.source.declared;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.collector.proof.Secret;
import dev.throughline.collector.source.Delivery;
import dev.throughline.collector.source.Headers;
import dev.throughline.collector.source.Normalization;
import dev.throughline.collector.source.Normalization.Facts;
import dev.throughline.collector.source.Normalization.Ignored;
import dev.throughline.collector.source.Normalization.Malformed;
import dev.throughline.engine.fact.Cause;
import dev.throughline.engine.fact.Incident;
import dev.throughline.engine.fact.Incident.Kind;
import dev.throughline.engine.fact.IncidentComment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What the bundled pagers, trackers and monitors tell of incidents, and what they leave open. */
class IncidentToolsTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Instant RECEIVED = Instant.parse("2026-11-21T10:00:00Z");
    private static final String CAUSE = "2166d75e44d9b13be5d7fc739fd40e7ba8a8eece";

    private static final String ALERTS = """
            {"version": "4", "status": "firing", "truncatedAlerts": 0, "alerts": [
              {"status": "resolved", "fingerprint": "aa", "startsAt": "2026-03-30T13:00:00.123456789Z",
               "endsAt": "2026-03-30T13:50:00Z", "generatorURL": "", "labels": {"alertname": "Errors", "service": "checkout", "job": "api", "severity": "critical"},
               "annotations": {"summary": "many errors", "root_cause": "2166d75e44d9b13be5d7fc739fd40e7ba8a8eece"}},
              {"status": "firing", "fingerprint": "bb", "startsAt": "2026-03-30T13:10:00Z",
               "endsAt": "0001-01-01T00:00:00Z", "labels": {"alertname": "Slow", "severity": "PAGE"}, "annotations": {}},
              {"status": "firing", "fingerprint": "cc", "startsAt": "2026-03-30T13:10:00Z",
               "endsAt": "0001-01-01T00:00:00Z", "labels": {"alertname": "Disk", "severity": "warning"}},
              {"status": "firing", "fingerprint": "dd", "startsAt": "2026-03-30T13:10:00Z",
               "endsAt": "0001-01-01T00:00:00Z", "labels": {"alertname": "Watchdog"}},
              {"status": "firing", "fingerprint": "ee", "startsAt": "2026-03-30T13:10:00Z",
               "endsAt": "0001-01-01T00:00:00Z", "labels": {"alertname": "DatasourceError", "severity": "critical"}}]}""";
    private static final String OPSGENIE = """
            {"action": "Close", "alert": {"alertId": "ec03", "message": "Down", "tags": ["service: till", "eu"], "tinyId": "2",
             "entity": "payments", "alias": "x", "createdAt": 1774877827000, "updatedAt": 1774879331816000203, "priority": "P1",
             "description": "root cause: 2166d75e44d9b13be5d7fc739fd40e7ba8a8eece", "details": {"region": "eu", "n": 7}, "note": "over"}}""";
    private static final String JIRA = """
            {"timestamp": 1774879331816, "webhookEvent": "jira:issue_updated", "issue": {"id": "10000",
             "self": "https://acme.atlassian.net/rest/api/2/issue/10000", "key": "SHOP-1", "fields": {
              "issuetype": {"name": "Incident"}, "project": {"key": "SHOP", "name": "Web shop"}, "labels": ["eu"],
              "components": [{"name": "web"}, {"name": "api"}], "summary": "Down", "description": "root cause: 2166d75e44d9b13be5d7fc739fd40e7ba8a8eece",
              "created": "2026-03-30T15:37:07.962+0200", "resolutiondate": "2026-03-30T16:02:11.816+0200",
              "resolution": {"name": "Done"}, "status": {"name": "Done", "statusCategory": {"key": "done"}}}},
             "changelog": {"items": [{"field": "status", "fromString": "In Progress", "toString": "Done"}]}}""";
    private static final String SERVICENOW = """
            {"operation": "update", "sys_id": "9d38", "number": "INC0010023", "state": "6", "short_description": "Down", "priority": "1",
             "description": "root cause: 2166d75e44d9b13be5d7fc739fd40e7ba8a8eece", "business_service": "payments", "cmdb_ci": "", "caused_by": "",
             "close_code": "Solution provided", "opened_at": "2026-03-30 13:37:07", "resolved_at": "2026-03-30 14:02:11",
             "closed_at": "", "sys_updated_on": "2026-03-30 14:05:00"}""";
    private static final String INCIDENT_IO = """
            {"event_type": "public_incident.incident_status_updated_v2", "public_incident.incident_status_updated_v2": {
             "incident": {"id": "01F", "reference": "INC-123", "name": "Down", "mode": "standard", "visibility": "public",
              "summary": "root cause: 2166d75e44d9b13be5d7fc739fd40e7ba8a8eece", "permalink": "https://app.incident.io/acme/incidents/123",
              "created_at": "2026-03-30T13:37:07.8Z", "updated_at": "2026-03-30T14:05:00Z", "incident_status": {"category": "closed"},
              "severity": {"name": "Major"}, "incident_type": {"name": "Default"},
              "custom_field_entries": [
                {"custom_field": {"name": "Affected service"}, "values": [{"value_catalog_entry": {"name": "payments"}}, {"value_option": {"value": "till"}}]},
                {"custom_field": {"name": "Root cause"}, "values": [{"value_text": "run-7"}]}],
              "incident_timestamp_values": [
                {"incident_timestamp": {"name": "Reported at"}, "value": {"value": "2026-03-30T13:30:00Z"}},
                {"incident_timestamp": {"name": "Resolved at"}, "value": {"value": "2026-03-30T14:02:11Z"}}]},
             "previous_status": {"category": "live"}, "new_status": {"category": "closed"}}}""";
    private static final String STATUSPAGE = """
            {"meta": {"generated_at": "2026-03-30T14:02:12Z"}, "page": {"id": "jb7j"}, "incident": {"id": "z3lc", "name": "Down",
             "status": "resolved", "impact": "none", "created_at": "2026-03-30T13:40:00Z", "updated_at": "2026-03-30T14:02:11.837Z",
             "resolved_at": "2026-03-30T14:02:11Z", "shortlink": "https://stspg.io/x", "scheduled_for": null, "postmortem_body": null,
             "incident_updates": [
               {"id": "b", "status": "resolved", "body": "root cause: 2166d75e44d9b13be5d7fc739fd40e7ba8a8eece", "display_at": "2026-03-30T14:01:00Z"},
               {"id": "a", "status": "investigating", "body": "We look.", "display_at": "2026-03-30T13:37:00Z"}],
             "components": [{"id": "zvdm", "name": "payments"}]}}""";
    private static final String METRIC_ALERT = """
            {"action": "resolved", "data": {"description_text": "1000 events", "description_title": "Resolved: Many errors",
             "web_url": "https://acme.sentry.io/alerts/1", "metric_alert": {"id": "7", "identifier": "1", "title": "Many errors",
              "projects": ["payments"], "alert_rule": {"id": "3", "name": "Errors of payments"}, "date_started": "2026-03-30T13:37:07.123456Z",
              "date_detected": "2026-03-30T13:38:00Z", "date_closed": "2026-03-30T14:02:11Z"}}}""";
    private static final String ISSUE = """
            {"action": "resolved", "data": {"issue": {"id": "1638821441", "title": "Exception", "level": "fatal", "status": "resolved",
             "firstSeen": "2026-03-30T13:37:07Z", "permalink": null, "project": {"id": 5, "slug": "payments", "name": "Payments"}}}}""";
    private static final String PAGERDUTY = """
            {"event": {"id": "01G", "event_type": "incident.resolved", "resource_type": "incident", "occurred_at": "2026-03-30T14:02:11.816Z",
             "data": {"id": "Q05X", "type": "incident", "html_url": "https://acme.pagerduty.com/incidents/Q05X", "number": 4, "status": "resolved",
              "created_at": "2026-03-30T13:37:07Z", "title": "Down", "urgency": "high", "priority": {"summary": "P1"},
              "service": {"id": "PLVTM9H", "summary": "payments"}, "resolve_reason": null}}}""";

    private static final Map<String, Declaration> DECLARATIONS = new ConcurrentHashMap<>();

    private static final Map<String, String> BODIES = Map.of(
            "alertmanager", ALERTS,
            "grafana", ALERTS,
            "opsgenie", OPSGENIE,
            "jira", JIRA,
            "servicenow", SERVICENOW,
            "incident-io", INCIDENT_IO,
            "statuspage", STATUSPAGE,
            "sentry", METRIC_ALERT,
            "pagerduty", PAGERDUTY);

    @Test
    void tellsOfEachAlertBySeverityAndName() {
        List<Incident> incidents = incidents(read("alertmanager", ALERTS));
        assertThat(incidents)
                .extracting(incident -> incident.entry().externalId())
                .containsExactly(
                        "aa@2026-03-30T13:00:00.123456789Z", "bb@2026-03-30T13:10:00Z", "ee@2026-03-30T13:10:00Z");
        Incident over = incidents.getFirst();
        assertThat(over.about()).containsExactly("service=checkout", "job=api", "checkout", "api");
        assertThat(over.entry().title()).isEqualTo("many errors");
        assertThat(over.openedAt()).isEqualTo("2026-03-30T13:00:00.123456789Z");
        assertThat(over.resolvedAt()).isEqualTo("2026-03-30T13:50:00Z");
        assertThat(over.statement().at()).isEqualTo("2026-03-30T13:50:00Z");
        assertThat(over.causes().named()).extracting(Cause::word).containsExactly(CAUSE);
        assertThat(incidents.get(1).entry().title()).isEqualTo("Slow");
        assertThat(incidents.get(1).resolvedAt())
                .as("the group fires, and so does this one")
                .isNull();
        assertThat(incidents.get(1).statement().at())
                .as("repeats are of the same time")
                .isEqualTo("2026-03-30T13:10:00Z");
    }

    @Test
    void tellsOfAlertsAsTheSettingsSay() {
        assertThat(incidents(
                        read("alertmanager", ALERTS, Map.of("severities", "", "never", "", "labels", "alertname"))))
                .hasSize(5)
                .first()
                .satisfies(incident -> assertThat(incident.about()).containsExactly("alertname=errors", "errors"));
        assertThat(incidents(read("alertmanager", ALERTS, Map.of("severity_label", "alertname", "severities", "disk"))))
                .hasSize(1);
        assertThat(read("alertmanager", ALERTS, Map.of("severities", "sev0", "never", "Watchdog")))
                .isEqualTo(new Ignored("none of its alerts is an incident, by their severities and names"));
        assertThat(incidents(read("grafana", ALERTS)))
                .as("a data source that cannot be asked is no incident")
                .extracting(incident -> incident.entry().externalId().substring(0, 2))
                .containsExactly("aa", "bb", "dd");
    }

    @Test
    void closesAnAlertWhenOpsgenieSaysSo() {
        Normalization read = read("opsgenie", OPSGENIE);
        Incident incident = incident(read);
        assertThat(incident.openedAt()).isEqualTo("2026-03-30T13:37:07Z");
        assertThat(incident.resolvedAt()).isEqualTo("2026-03-30T14:02:11.816Z");
        assertThat(incident.entry().number()).isEqualTo(2);
        assertThat(incident.about())
                .containsExactly("payments", "till", "service: till", "eu", "region=eu", "n=7", "x");
        assertThat(comments(read))
                .extracting(IncidentComment::causes)
                .containsExactly(List.of(new Cause(CAUSE)), List.of());
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            Create,         2026-03-30T13:37:07Z
            Acknowledge,    2026-03-30T14:02:11.816Z
            UnAcknowledge,  2026-03-30T14:02:11.816Z
            """)
    void tellsOfAnOpenAlertAtTheTimeOfItsAction(String action, Instant at) {
        Incident incident = incident(read("opsgenie", OPSGENIE.replace("Close", action)));
        assertThat(incident.resolvedAt()).isNull();
        assertThat(incident.statement().at()).isEqualTo(at);
        assertThat(incident.isDeleted()).isFalse();
    }

    @Test
    void doesNotTakeAnAlertForOpenThatSomethingIsAddedTo() {
        assertThat(incidents(read("opsgenie", OPSGENIE.replace("Close", "AddNote"))))
                .isEmpty();
        assertThat(comments(read("opsgenie", OPSGENIE.replace("Close", "AddNote"))))
                .hasSize(2);
        assertThat(incident(read("opsgenie", OPSGENIE.replace("Close", "Delete")))
                        .isDeleted())
                .isTrue();
        assertThat(read("opsgenie", "{\"action\": \"AddTags\", \"alert\": {\"alertId\": \"a\"}}"))
                .isEqualTo(new Ignored("nothing is measured from the action 'AddTags'"));
        assertThat(incident(read("opsgenie", OPSGENIE.replace("\"P1\"", "5"))).kind())
                .isEqualTo(Kind.ISSUE);
        assertThat(read("opsgenie", OPSGENIE.replace("\"P1\"", "5").replace("Close", "Create")))
                .isEqualTo(new Ignored("its priority P5 makes it no incident"));
    }

    @Test
    void readsAnIssueOfJira() {
        Normalization read = read("jira", JIRA);
        Incident incident = incident(read);
        assertThat(incident.repository().externalId()).isEqualTo("acme.atlassian.net");
        assertThat(incident.entry().externalId()).isEqualTo("10000");
        assertThat(incident.entry().url()).isEqualTo("https://acme.atlassian.net/browse/SHOP-1");
        assertThat(incident.about()).containsExactly("shop/web", "web", "shop/api", "api", "shop", "web shop", "eu");
        assertThat(incident.openedAt()).isEqualTo("2026-03-30T13:37:07.962Z");
        assertThat(incident.resolvedAt()).isEqualTo("2026-03-30T14:02:11.816Z");
        assertThat(incident.statement().at()).isEqualTo("2026-03-30T14:02:11.816Z");
        assertThat(comments(read)).extracting(IncidentComment::causes).containsExactly(List.of(new Cause(CAUSE)));
    }

    @Test
    void findsWhenAnIssueWasOver() {
        String unresolved =
                JIRA.replace("\"2026-03-30T16:02:11.816+0200\"", "null").replace("1774879331816", "1774882800000");
        assertThat(incident(read("jira", unresolved)).resolvedAt())
                .as("its status changes")
                .isEqualTo("2026-03-30T15:00:00Z");
        String later = unresolved.replace("\"field\": \"status\"", "\"field\": \"description\"");
        assertThat(incidents(read("jira", later))).as("nothing says when").isEmpty();
        assertThat(comments(read("jira", later))).hasSize(1);
        assertThat(incident(read(
                                "jira",
                                later.replace(
                                        "\"created\"",
                                        "\"statuscategorychangedate\": \"2026-03-30T16:30:00.000+0200\", \"created\"")))
                        .resolvedAt())
                .isEqualTo("2026-03-30T14:30:00Z");
        assertThat(incident(read("jira", JIRA.replace("\"key\": \"done\"", "\"key\": \"indeterminate\"")))
                        .resolvedAt())
                .as("it was opened again and kept its resolution")
                .isNull();
    }

    @Test
    void tellsOfIssuesThatAreIncidentsOrWere() {
        String bug = JIRA.replace("\"name\": \"Incident\"", "\"name\": \"Bug\"");
        assertThat(read("jira", bug))
                .isEqualTo(new Ignored("SHOP-1 is of the type 'Bug' and has no label of an incident"));
        assertThat(incident(read("jira", bug.replace("\"eu\"", "\"INCIDENT\""))).kind())
                .isEqualTo(Kind.INCIDENT);
        assertThat(incident(read(
                                "jira",
                                bug.replace(
                                        "\"field\": \"status\", \"fromString\": \"In Progress\"",
                                        "\"field\": \"labels\", \"fromString\": \"eu incident\"")))
                        .kind())
                .isEqualTo(Kind.ISSUE);
        assertThat(incident(read(
                                "jira",
                                bug.replace(
                                        "\"field\": \"status\", \"fromString\": \"In Progress\"",
                                        "\"field\": \"issuetype\", \"fromString\": \"Incident\"")))
                        .kind())
                .isEqualTo(Kind.ISSUE);
        assertThat(incident(read("jira", JIRA.replace("issue_updated", "issue_deleted")))
                        .isDeleted())
                .isTrue();
        assertThat(incident(read("jira", JIRA.replace("{\"name\": \"Done\"}", "{\"name\": \"Won't Do\"}")))
                        .kind())
                .isEqualTo(Kind.NOT_PLANNED);
        assertThat(incident(read("jira", JIRA.replace("{\"name\": \"Done\"}", "{\"name\": \"Duplicate\"}")))
                        .kind())
                .isEqualTo(Kind.DUPLICATE);
    }

    @Test
    void readsCommentsAndFieldsOfIssues() {
        String comment = """
                {"timestamp": 1774879331816, "webhookEvent": "comment_created", "comment": {"id": 9223372036854775807,
                 "self": "https://acme.atlassian.net/rest/api/2/issue/10000/comment/1", "updated": "2026-03-30T16:10:00.000+0200",
                 "body": {"type": "doc", "content": [{"type": "paragraph", "content": [{"type": "text", "text": "Found it."}]},
                  {"type": "paragraph", "content": [{"type": "text", "text": "Root cause: ", "marks": []}, {"type": "text", "text": "2166d75e44d9b13be5d7fc739fd40e7ba8a8eece"}]}]}}}""";
        IncidentComment told = comments(read("jira", comment)).getFirst();
        assertThat(told.incident()).isEqualTo("10000");
        assertThat(told.externalId()).isEqualTo("10000/9223372036854775807");
        assertThat(told.repository().externalId()).isEqualTo("acme.atlassian.net");
        assertThat(told.causes()).extracting(Cause::word).containsExactly(CAUSE);
        assertThat(told.statement().at()).isEqualTo("2026-03-30T14:10:00Z");
        assertThat(comments(read("jira", comment.replace("comment_created", "comment_deleted")))
                        .getFirst()
                        .isDeleted())
                .isTrue();

        String fields = JIRA.replace(
                "\"created\"", "\"customfield_1\": [{\"value\": \"till\"}], \"customfield_2\": \"run-7\", \"created\"");
        Normalization read = read(
                "jira",
                fields,
                Map.of("service_fields", "customfield_1, customfield_9", "cause_fields", "customfield_2"));
        assertThat(incident(read).about()).startsWith("till", "shop/web");
        assertThat(comments(read).getFirst().causes())
                .extracting(Cause::word)
                .containsExactlyInAnyOrder(CAUSE, "run-7");
    }

    @Test
    void readsServiceNowInUtc() {
        Incident incident = incident(read("servicenow", SERVICENOW));
        assertThat(incident.openedAt()).isEqualTo("2026-03-30T13:37:07Z");
        assertThat(incident.resolvedAt()).isEqualTo("2026-03-30T14:02:11Z");
        assertThat(incident.statement().at()).isEqualTo("2026-03-30T14:05:00Z");
        assertThat(incident.about()).containsExactly("payments");
        assertThat(incident.causes().named()).extracting(Cause::word).containsExactly(CAUSE);
        assertThat(incident(read("servicenow", SERVICENOW.replace("\"6\"", "2")))
                        .resolvedAt())
                .as("in progress again")
                .isNull();
        assertThat(incident(read("servicenow", SERVICENOW.replace("\"6\"", "8")))
                        .kind())
                .isEqualTo(Kind.NOT_PLANNED);
        assertThat(incident(read("servicenow", SERVICENOW.replace("Solution provided", "Duplicate")))
                        .kind())
                .isEqualTo(Kind.DUPLICATE);
        assertThat(incident(read("servicenow", SERVICENOW.replace("\"update\"", "\"delete\"")))
                        .isDeleted())
                .isTrue();
        assertThat(incident(read("servicenow", SERVICENOW.replace("\"2026-03-30 14:02:11\"", "\"\"")))
                        .resolvedAt())
                .isEqualTo("2026-03-30T14:05:00Z");
        assertThat(incident(read("servicenow", SERVICENOW, Map.of("priorities", "2, 3")))
                        .kind())
                .isEqualTo(Kind.ISSUE);
        assertThat(read("servicenow", SERVICENOW.replace("update\"", "insert\""), Map.of("priorities", "2")))
                .isEqualTo(new Ignored("its priority 1 makes it no incident"));
        assertThat(read("servicenow", SERVICENOW.replace("2026-03-30 13:37:07", "30.03.2026 15:37")))
                .isInstanceOfSatisfying(
                        Malformed.class,
                        malformed -> assertThat(malformed.field()).isEqualTo("incidents[0].opened_at"));
    }

    @Test
    void readsTheTimestampsOfIncidentIo() {
        Normalization read = read("incident-io", INCIDENT_IO);
        Incident incident = incident(read);
        assertThat(incident.openedAt()).isEqualTo("2026-03-30T13:30:00Z");
        assertThat(incident.resolvedAt()).isEqualTo("2026-03-30T14:02:11Z");
        assertThat(incident.statement().at()).isEqualTo("2026-03-30T14:05:00Z");
        assertThat(incident.entry().number()).isEqualTo(123);
        assertThat(incident.about()).containsExactly("payments", "till", "default");
        assertThat(comments(read).getFirst().causes())
                .extracting(Cause::word)
                .containsExactlyInAnyOrder(CAUSE, "run-7");
        String untimed = INCIDENT_IO.replace("{\"value\": \"2026-03-30T14:02:11Z\"}", "null");
        assertThat(incident(read("incident-io", untimed)).resolvedAt())
                .as("its status changes")
                .isEqualTo("2026-03-30T14:05:00Z");
        assertThat(incidents(read(
                        "incident-io", untimed.replace("{\"category\": \"live\"}", "{\"category\": \"learning\"}"))))
                .isEmpty();
        assertThat(incident(read("incident-io", INCIDENT_IO, Map.of("severities", "Critical")))
                        .kind())
                .isEqualTo(Kind.ISSUE);
        assertThat(incident(read("incident-io", INCIDENT_IO, Map.of("opened", "Never", "resolved", "Reported at")))
                        .openedAt())
                .isEqualTo("2026-03-30T13:37:07.8Z");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            live,      INCIDENT
            paused,    INCIDENT
            declined,  NOT_PLANNED
            canceled,  NOT_PLANNED
            merged,    DUPLICATE
            """)
    void tellsWhatBecameOfAnIncident(String category, Kind kind) {
        Incident incident = incident(read(
                "incident-io",
                INCIDENT_IO.replace(
                        "\"incident_status\": {\"category\": \"closed\"}",
                        "\"incident_status\": {\"category\": \"" + category + "\"}")));
        assertThat(incident.kind()).isEqualTo(kind);
        assertThat(incident.resolvedAt()).isNull();
    }

    @Test
    void leavesOutWhatIsNoIncidentOfIncidentIo() {
        assertThat(read("incident-io", INCIDENT_IO.replace("\"standard\"", "\"tutorial\"")))
                .isEqualTo(new Ignored("it is an incident of the mode tutorial"));
        assertThat(read(
                        "incident-io",
                        INCIDENT_IO.replace(
                                "\"incident_status\": {\"category\": \"closed\"}",
                                "\"incident_status\": {\"category\": \"triage\"}")))
                .isInstanceOf(Ignored.class);
        assertThat(
                        read(
                                "incident-io",
                                "{\"event_type\": \"private_incident.incident_created_v2\", \"private_incident.incident_created_v2\": {\"id\": \"01F\"}}"))
                .isEqualTo(new Ignored("it is private"));
        assertThat(
                        read(
                                "incident-io",
                                "{\"event_type\": \"public_incident.follow_up_created_v1\", \"public_incident.follow_up_created_v1\": {\"id\": \"01F\"}}"))
                .isInstanceOf(Ignored.class);
    }

    @Test
    void readsAStatusPageByTheTimesThatItShows() {
        Incident incident = incident(read("statuspage", STATUSPAGE));
        assertThat(incident.openedAt()).as("posted later than it began").isEqualTo("2026-03-30T13:37:00Z");
        assertThat(incident.resolvedAt()).isEqualTo("2026-03-30T14:01:00Z");
        assertThat(incident.statement().at()).isEqualTo("2026-03-30T14:02:11.837Z");
        assertThat(incident.about()).containsExactly("zvdm", "payments");
        assertThat(incident.causes().named()).extracting(Cause::word).containsExactly(CAUSE);
        assertThat(incident(read(
                                "statuspage",
                                STATUSPAGE.replace(
                                        "\"status\": \"resolved\", \"impact\"",
                                        "\"status\": \"postmortem\", \"impact\"")))
                        .resolvedAt())
                .isEqualTo("2026-03-30T14:01:00Z");
        assertThat(incident(read(
                                "statuspage",
                                STATUSPAGE.replace(
                                        "\"status\": \"resolved\", \"impact\"",
                                        "\"status\": \"monitoring\", \"impact\"")))
                        .resolvedAt())
                .isNull();
        assertThat(read(
                        "statuspage",
                        STATUSPAGE.replace("\"scheduled_for\": null", "\"scheduled_for\": \"2026-03-30T13:00:00Z\"")))
                .isEqualTo(new Ignored("it is maintenance"));
        assertThat(read(
                        "statuspage",
                        "{\"page\": {\"id\": \"p\"}, \"component\": {\"id\": \"c\"}, \"component_update\": {}}"))
                .isInstanceOf(Ignored.class);
    }

    @Test
    void takesAMetricAlertOfSentryForAnIncidentOnceItIsCritical() {
        Incident over = incident(read("sentry", METRIC_ALERT));
        assertThat(over.openedAt())
                .as("it may have been a warning: its beginning decides")
                .isNull();
        assertThat(over.resolvedAt()).isEqualTo("2026-03-30T14:02:11Z");
        Incident critical = incident(read("sentry", METRIC_ALERT.replace("\"resolved\"", "\"critical\"")));
        assertThat(critical.openedAt()).isEqualTo("2026-03-30T13:37:07.123456Z");
        assertThat(critical.resolvedAt()).isNull();
        assertThat(critical.about()).containsExactly("payments", "errors of payments");
        assertThat(critical.statement().at()).as("the header's").isEqualTo("2026-03-30T14:02:12Z");
        assertThat(read("sentry", METRIC_ALERT.replace("\"resolved\"", "\"warning\"")))
                .isEqualTo(new Ignored("a metric alert of the level warning is no incident"));
        assertThat(incidents(read(
                        "sentry",
                        METRIC_ALERT.replace("\"resolved\"", "\"warning\""),
                        Map.of("levels", "critical, warning"))))
                .hasSize(1);
    }

    @Test
    void takesAnIssueOfSentryForAnIncidentWhereTheSettingsSay() {
        assertThat(read("sentry", ISSUE)).isEqualTo(new Ignored("an issue of the level fatal is no incident"));
        Map<String, String> fatal = Map.of("issues", "fatal");
        Incident incident = incident(read("sentry", ISSUE, fatal));
        assertThat(incident.openedAt()).isEqualTo("2026-03-30T13:37:07Z");
        assertThat(incident.resolvedAt()).as("the body tells no time").isEqualTo("2026-03-30T14:02:12Z");
        assertThat(incident.about()).containsExactly("payments");
        String again = ISSUE.replace("\"resolved\", \"data\"", "\"unresolved\", \"data\"")
                .replace("\"status\": \"resolved\"", "\"status\": \"unresolved\"");
        assertThat(incident(read("sentry", again, fatal)).resolvedAt()).isNull();
        assertThat(incident(read("sentry", ISSUE.replace("\"resolved\"", "\"ignored\""), fatal))
                        .kind())
                .isEqualTo(Kind.NOT_PLANNED);
        assertThat(read("sentry", ISSUE.replace("\"resolved\", \"data\"", "\"assigned\", \"data\""), fatal))
                .isInstanceOf(Ignored.class);
    }

    @Test
    void readsPriorityAndFieldsOfPagerDuty() {
        assertThat(incident(read("pagerduty", PAGERDUTY, Map.of("priorities", "P1, P2", "urgencies", "high")))
                        .kind())
                .isEqualTo(Kind.INCIDENT);
        assertThat(incident(read("pagerduty", PAGERDUTY, Map.of("priorities", "P2")))
                        .kind())
                .isEqualTo(Kind.ISSUE);
        assertThat(read(
                        "pagerduty",
                        PAGERDUTY
                                .replace("incident.resolved", "incident.triggered")
                                .replace("\"status\": \"resolved\"", "\"status\": \"triggered\""),
                        Map.of("urgencies", "low")))
                .isEqualTo(new Ignored("its priority and urgency make it no incident"));
        assertThat(read("pagerduty", PAGERDUTY.replace("incident.resolved", "incident.priority_updated")))
                .isInstanceOf(Ignored.class);
        String fields = """
                {"event": {"event_type": "incident.custom_field_values.updated", "occurred_at": "2026-03-30T14:10:00Z", "data": {
                 "type": "incident_field_values", "incident": {"id": "Q05X", "html_url": "https://acme.pagerduty.com/incidents/Q05X"},
                 "custom_fields": [{"id": "F1", "name": "root_cause", "value": "run-7"}, {"id": "F2", "name": "region", "value": "eu"}]}}}""";
        assertThat(comments(read("pagerduty", fields))).singleElement().satisfies(comment -> {
            assertThat(comment.incident()).isEqualTo("Q05X");
            assertThat(comment.causes()).extracting(Cause::word).containsExactly("run-7");
        });
        assertThat(read("pagerduty", fields, Map.of("cause_fields", "")))
                .isEqualTo(new Ignored("none of its fields names a root cause"));
    }

    /** Whatever stands in a field, it is read, ignored or called malformed, and never throws. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "alertmanager",
                "grafana",
                "opsgenie",
                "jira",
                "servicenow",
                "incident-io",
                "statuspage",
                "sentry",
                "pagerduty"
            })
    void hasAnAnswerToEveryOddValue(String name) {
        JsonNode whole = JSON.readTree(Objects.requireNonNull(BODIES.get(name)));
        for (String odd : List.of(
                "null",
                "\"\"",
                "0",
                "-1",
                "9223372036854775807",
                "1e300",
                "true",
                "[]",
                "{}",
                "[1]",
                "{\"a\": []}",
                "\"0001-01-01T00:00:00Z\"",
                "\"9999999999999999\"",
                "\"a\\u0000\\ud800\"")) {
            replaceEach(name, whole, whole, JSON.readTree(odd));
        }
    }

    private void replaceEach(String name, JsonNode whole, JsonNode at, JsonNode odd) {
        if (at instanceof ObjectNode fields) {
            for (String key : List.copyOf(fields.propertyNames())) {
                JsonNode was = fields.get(key);
                replaceEach(name, whole, was, odd);
                fields.set(key, odd);
                isClear(whole, read(name, whole.toString()));
                fields.set(key, was);
            }
        } else if (at instanceof ArrayNode items) {
            for (int i = 0; i < items.size(); i++) {
                JsonNode was = items.get(i);
                replaceEach(name, whole, was, odd);
                items.set(i, odd);
                isClear(whole, read(name, whole.toString()));
                items.set(i, was);
            }
        }
    }

    private static void isClear(JsonNode body, Normalization read) {
        switch (read) {
            case Facts facts -> assertThat(facts.facts()).as("%s", body).isNotEmpty();
            case Ignored ignored -> assertThat(ignored.reason()).as("%s", body).isNotBlank();
            case Malformed malformed ->
                assertThat(malformed.field()).as("%s", body).isNotBlank();
        }
    }

    private static Incident incident(Normalization read) {
        assertThat(incidents(read)).hasSize(1);
        return incidents(read).getFirst();
    }

    private static List<Incident> incidents(Normalization read) {
        assertThat(read).isInstanceOf(Facts.class);
        return ((Facts) read)
                .facts().stream()
                        .filter(Incident.class::isInstance)
                        .map(Incident.class::cast)
                        .toList();
    }

    private static List<IncidentComment> comments(Normalization read) {
        assertThat(read).isInstanceOf(Facts.class);
        return ((Facts) read)
                .facts().stream()
                        .filter(IncidentComment.class::isInstance)
                        .map(IncidentComment.class::cast)
                        .toList();
    }

    private static Normalization read(String name, String body) {
        return read(name, body, Map.of());
    }

    private static Normalization read(String name, String body, Map<String, String> settings) {
        return source(name, settings)
                .normalize(new Delivery(
                        "d1",
                        "",
                        null,
                        new Headers(Map.of("sentry-hook-timestamp", "1774879332")),
                        RECEIVED,
                        body.getBytes(UTF_8)));
    }

    private static DeclaredSource source(String name, Map<String, String> settings) {
        Declaration declaration = DECLARATIONS.computeIfAbsent(name, IncidentToolsTest::declaration);
        return new DeclaredSource(
                name, declaration, new DeclaredProperties(List.of(new Secret("secret")), settings), Clock.systemUTC());
    }

    private static Declaration declaration(String name) {
        try (var file = IncidentToolsTest.class.getResourceAsStream("/sources/" + name + ".yml")) {
            return DeclarationReader.read(
                    name, new String(Objects.requireNonNull(file).readAllBytes(), UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
