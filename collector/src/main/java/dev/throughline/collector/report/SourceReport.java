package dev.throughline.collector.report;

import dev.throughline.engine.fact.Fact;
import dev.throughline.engine.fact.RepositoryId;
import dev.throughline.engine.fact.RepositoryName;
import dev.throughline.engine.fact.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** A report about a service: a JSON object, the same from whichever source. */
public sealed interface SourceReport permits DeploymentReport, IncidentReport, ChangeReport, MessageReport {

    /** What can be reported. */
    enum Kind {
        DEPLOYMENT,
        INCIDENT,
        CHANGE,
        /** What commits say. */
        MESSAGES;

        /** Its name in lower case, as in the event of deliveries. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The kind for this word; empty when there is none. */
        public static Optional<Kind> of(String word) {
            return Stream.of(values()).filter(kind -> kind.word().equals(word)).findFirst();
        }
    }

    /** Longest name of a service, a repository, an environment, and the like. */
    int LONGEST_NAME = 200;

    int LONGEST_TITLE = 1000;
    int LONGEST_URL = 2000;

    /**
     * Reads a report.
     *
     * @param source name of the source that reports it: the same id of the same service means something else in another source
     * @throws BadBody naming everything that is wrong
     */
    static SourceReport read(String source, Kind kind, byte[] body) {
        Fields fields = Fields.of(body);
        Subject subject = Subject.of(source, fields);
        SourceReport report = switch (kind) {
            case DEPLOYMENT -> DeploymentReport.of(subject, fields);
            case INCIDENT -> IncidentReport.of(subject, fields);
            case CHANGE -> ChangeReport.of(subject, fields);
            case MESSAGES -> MessageReport.of(subject, fields);
        };
        fields.check();
        return report;
    }

    /** What it is about. */
    Subject subject();

    /** Its id in the API: the same for every report about it. */
    UUID id();

    /** What it says about its service, apart from the name. */
    List<Fact> facts(Statement statement);

    /** The facts of a report received at that time: the newest report about a thing is right. */
    default List<Fact> facts(String delivery, Instant receivedAt) {
        RepositoryName name =
                new RepositoryName(subject().repository(), subject().service(), receivedAt);
        return Stream.concat(Stream.of(name), facts(new Statement(receivedAt, delivery)).stream())
                .toList();
    }

    /**
     * What a report is about.
     *
     * @param source name of the source that reports it
     * @param service name of the service, as its sender spells it
     * @param id the sender's own id of the deployment, incident or change of the service
     */
    record Subject(String source, String service, String id) {

        static Subject of(String source, Fields fields) {
            return new Subject(source, fields.name("service", LONGEST_NAME), fields.word("id", LONGEST_NAME));
        }

        /** Represents the service: a reported one needs no repository. */
        RepositoryId repository() {
            return new RepositoryId(source, service.toLowerCase(Locale.ROOT));
        }
    }
}
