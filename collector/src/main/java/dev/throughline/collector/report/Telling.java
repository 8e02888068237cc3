package dev.throughline.collector.report;

import dev.throughline.engine.fact.Fact;
import dev.throughline.engine.fact.IncidentComment;
import dev.throughline.engine.fact.RepositoryId;
import dev.throughline.engine.fact.RepositoryName;
import dev.throughline.engine.fact.SourceTraits;
import dev.throughline.engine.fact.SourceTraits.Holds;
import dev.throughline.engine.fact.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * What a system reports by webhook, in the format of the REST API. In addition it may have {@code stated_at}, the time at which it was
 * true: of two reports about the same thing the later one is right, whichever arrived first. The default is when the delivery was received.
 *
 * <p>If a system reports only incidents, they need no service: {@code about} says what they concern, {@code text} is their description,
 * {@code closed_as} why one does not count, {@code is_incident} (false) that it is no longer marked as one, {@code deleted} that it is
 * gone; an event that does not know {@code opened_at} may leave it out; {@code account} distinguishes systems with separate ids. A field
 * that is only shown, or only used to find something, does no harm when it cannot be stored.
 *
 * @param traits of the source
 * @param instance its name, used as the account if none is given
 */
public record Telling(SourceTraits traits, String instance) {

    private static final int LONGEST_TEXT = 1_000_000;

    /** What can be told. */
    public enum Kind {
        DEPLOYMENT,
        INCIDENT,
        CHANGE,
        COMMENT;

        /** The name of the list that holds them, e.g. {@code deployments}. */
        public String list() {
            return name().toLowerCase(Locale.ROOT) + "s";
        }

        /** The kind held by a list of this name; empty when there is none. */
        public static Optional<Kind> inList(String name) {
            return Stream.of(values()).filter(kind -> kind.list().equals(name)).findFirst();
        }
    }

    /**
     * The facts in a report.
     *
     * @param delivery key of the delivery
     * @throws BadBody naming everything that is wrong
     */
    public List<Fact> facts(Kind kind, JsonNode report, String delivery, Instant receivedAt) {
        Fields fields = Fields.ofSender(report);
        Statement statement = new Statement(fields.maybeTime("stated_at").orElse(receivedAt), delivery);
        List<Fact> facts = switch (kind) {
            case DEPLOYMENT -> reported(DeploymentReport.of(subject(fields), fields), statement);
            case CHANGE -> reported(ChangeReport.of(subject(fields), fields), statement);
            case INCIDENT ->
                isOfIncidentsAlone()
                        ? tracked(fields, statement)
                        : reported(IncidentReport.of(subject(fields), fields), statement);
            case COMMENT -> comment(fields, statement);
        };
        fields.check();
        return facts;
    }

    private boolean isOfIncidentsAlone() {
        return traits.holds() == Holds.NOTHING;
    }

    private SourceReport.Subject subject(Fields fields) {
        return SourceReport.Subject.of(traits.name(), fields);
    }

    private static List<Fact> reported(SourceReport report, Statement statement) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new RepositoryName(
                report.subject().repository(), report.subject().service(), statement.at()));
        facts.addAll(report.facts(statement));
        return facts;
    }

    private List<Fact> tracked(Fields fields, Statement statement) {
        String account = account(fields);
        RepositoryId repository = repository(account);
        TrackedIncident incident = TrackedIncident.of(fields);
        return List.of(
                new RepositoryName(repository, account, statement.at()), incident.incident(repository, statement));
    }

    private List<Fact> comment(Fields fields, Statement statement) {
        String account = isOfIncidentsAlone() ? account(fields) : fields.name("service", SourceReport.LONGEST_NAME);
        String incident = fields.word("incident", SourceReport.LONGEST_NAME);
        String id = fields.word("id", SourceReport.LONGEST_NAME);
        String text = fields.maybeShown("text", LONGEST_TEXT).orElse("");
        boolean isDeleted = fields.maybeTruth("deleted").orElse(false);
        RepositoryId repository = repository(account);
        return List.of(
                new RepositoryName(repository, account, statement.at()),
                // an id need only be unique within its incident
                new IncidentComment(
                        repository,
                        incident,
                        incident + "/" + id,
                        TrackedIncident.causes("", text),
                        isDeleted,
                        statement));
    }

    private String account(Fields fields) {
        return fields.maybeName("account", SourceReport.LONGEST_NAME).orElse(instance);
    }

    private RepositoryId repository(String account) {
        return new RepositoryId(traits.name(), account.toLowerCase(Locale.ROOT));
    }
}
