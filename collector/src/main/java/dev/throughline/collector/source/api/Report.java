package dev.throughline.collector.source.api;

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
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a pipeline reports of a service. */
sealed interface Report permits DeploymentReport, IncidentReport, ChangeReport {

    /** What can be reported; each is the event of its deliveries, in lower case. */
    enum Kind {
        DEPLOYMENT,
        INCIDENT,
        CHANGE;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Optional<Kind> of(String event) {
            return Stream.of(values()).filter(kind -> kind.word().equals(event)).findFirst();
        }
    }

    /** Longest name of a service, a repository, an environment, and the like. */
    int LONGEST_NAME = 200;

    int LONGEST_TITLE = 1000;
    int LONGEST_URL = 2000;

    JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(20).build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** @throws BadBody naming everything that is wrong */
    static Report read(Kind kind, byte[] body) {
        Fields fields = new Fields(tree(body));
        Report report = switch (kind) {
            case DEPLOYMENT -> DeploymentReport.of(fields);
            case INCIDENT -> IncidentReport.of(fields);
            case CHANGE -> ChangeReport.of(fields);
        };
        fields.check();
        return report;
    }

    private static JsonNode tree(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (JacksonException e) {
            throw new BadBody(List.of(new BadBody.Error("$", null, "one JSON object, each field once")));
        }
    }

    Subject subject();

    /** The id that the API shows of it: the same for every report of it. */
    UUID id();

    /** What it says of its service, beside the name of that. */
    List<Fact> facts(Statement statement);

    /** The facts of a report that was received then: the newest report of a thing is right. */
    default List<Fact> facts(String delivery, Instant receivedAt) {
        RepositoryName name =
                new RepositoryName(subject().repository(), subject().service(), receivedAt);
        return Stream.concat(Stream.of(name), facts(new Statement(receivedAt, delivery)).stream())
                .toList();
    }

    /**
     * What a report is about.
     *
     * @param service name of the service, as its sender spells it
     * @param id the sender's own id of the deployment, incident or change of the service
     */
    record Subject(String service, String id) {

        static Subject of(Fields fields) {
            return new Subject(fields.name("service", LONGEST_NAME), fields.word("id", LONGEST_NAME));
        }

        /** Stands for the service: one that is reported needs no repository. */
        RepositoryId repository() {
            return new RepositoryId(ApiSource.NAME, service.toLowerCase(Locale.ROOT));
        }
    }
}
