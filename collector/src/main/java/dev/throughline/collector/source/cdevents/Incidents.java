package dev.throughline.collector.source.cdevents;

import dev.throughline.collector.mention.Mentions;
import dev.throughline.collector.mention.Place;
import dev.throughline.collector.payload.Addresses;
import dev.throughline.collector.payload.PayloadJson;
import dev.throughline.collector.source.Normalization;
import dev.throughline.collector.source.Normalization.Facts;
import dev.throughline.collector.source.Normalization.Ignored;
import dev.throughline.engine.catalog.Catalog;
import dev.throughline.engine.fact.Cause;
import dev.throughline.engine.fact.Entry;
import dev.throughline.engine.fact.Fact;
import dev.throughline.engine.fact.Incident;
import dev.throughline.engine.fact.Incident.Causes;
import dev.throughline.engine.fact.Incident.Kind;
import dev.throughline.engine.fact.IncidentComment;
import dev.throughline.engine.fact.RepositoryId;
import dev.throughline.engine.fact.Statement;
import dev.throughline.engine.fact.Tier;
import dev.throughline.engine.glob.Glob;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Incidents, and tickets that are incidents. An event tells when one began or when it ended, never both, and what it concerns: a service,
 * an environment.
 */
final class Incidents {

    private static final Place NOWHERE = new Place("", "");
    private static final Set<Tier> BEFORE_PRODUCTION = Set.of(Tier.STAGING, Tier.TESTING, Tier.DEVELOPMENT);
    private static final int LONGEST_TITLE = 1000;

    private final CDEventsProperties properties;
    private final Catalog catalog;

    Incidents(CDEventsProperties properties, Catalog catalog) {
        this.properties = properties;
        this.catalog = catalog;
    }

    /** Detected or reported: the earliest of these is when it began. */
    Normalization opened(Payload.Incident event, Origin origin) {
        return read(event, origin, origin.at(), null);
    }

    Normalization resolved(Payload.Incident event, Origin origin) {
        return read(event, origin, null, origin.at());
    }

    private Normalization read(
            Payload.Incident event, Origin origin, @Nullable Instant openedAt, @Nullable Instant resolvedAt) {
        String id = CDEventsConverter.id(event.subject());
        Payload.IncidentContent content = CDEventsConverter.content(event.subject());
        Optional<String> environment = name(content.environment());
        if (environment.filter(this::isBeforeProduction).isPresent()) {
            return new Ignored("the environment '%s' is not for production".formatted(environment.get()));
        }
        return facts(
                new Told(
                        account(event.subject(), origin),
                        id,
                        Objects.requireNonNullElse(content.description(), ""),
                        content.ticket(),
                        List.of(),
                        Stream.concat(name(content.service()).stream(), environment.stream())
                                .toList()),
                Kind.INCIDENT,
                openedAt,
                resolvedAt,
                origin);
    }

    private static Optional<String> name(Payload.@Nullable Reference reference) {
        return Text.optional(reference == null ? null : reference.id());
    }

    /** What the configuration says about an environment, otherwise its name: one that says nothing may be anything. */
    private boolean isBeforeProduction(String environment) {
        return catalog.tiers().stream()
                .filter(rule -> Glob.ofNames(rule.environment()).matches(environment))
                .findFirst()
                .map(rule -> rule.tier() != Tier.PRODUCTION)
                .orElseGet(() -> BEFORE_PRODUCTION.contains(Tier.of(environment, null)));
    }

    Normalization ticketCreated(Payload.Ticket event, Origin origin) {
        return ticket(event, Kind.INCIDENT, origin.at(), null, origin);
    }

    Normalization ticketClosed(Payload.Ticket event, Origin origin) {
        String resolution = Text.optional(
                        CDEventsConverter.content(event.subject()).resolution())
                .orElse("")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z]", "");
        Kind kind = switch (resolution) {
            case "duplicate" -> Kind.DUPLICATE;
            case "wontfix", "wontdo", "invalid", "notplanned", "declined", "canceled", "cancelled", "withdrawn" ->
                Kind.NOT_PLANNED;
            default -> Kind.INCIDENT;
        };
        return ticket(event, kind, null, origin.at(), origin);
    }

    private Normalization ticket(
            Payload.Ticket event, Kind kind, @Nullable Instant openedAt, @Nullable Instant resolvedAt, Origin origin) {
        Payload.TicketContent content = CDEventsConverter.content(event.subject());
        String type = Text.optional(content.ticketType()).orElse("");
        if (!properties.isIncident(type)) {
            return new Ignored("a ticket of the type '%s' is no incident".formatted(type));
        }
        List<String> labels =
                Entry.labels(content.labels(), label -> Text.optional(label).orElse(null));
        return facts(
                new Told(
                        account(event.subject(), origin),
                        CDEventsConverter.id(event.subject()),
                        Objects.requireNonNullElse(content.summary(), ""),
                        content.uri(),
                        labels,
                        Stream.concat(Text.optional(content.group()).stream(), labels.stream())
                                .toList()),
                kind,
                openedAt,
                resolvedAt,
                origin);
    }

    /** The account that incident ids are relative to: separate from the services. */
    private static RepositoryId account(Payload.@Nullable Subject<?> subject, Origin origin) {
        String source = Text.optional(subject == null ? null : subject.source()).orElse(origin.source());
        return new RepositoryId(CDEventsSource.NAME, "incidents of " + source);
    }

    /** @param about what it concerns, most reliable first */
    private record Told(
            RepositoryId account,
            String id,
            String text,
            @Nullable String url,
            List<String> labels,
            List<String> about) {}

    private static Facts facts(
            Told told, Kind kind, @Nullable Instant openedAt, @Nullable Instant resolvedAt, Origin origin) {
        Incident state = incident(told, kind, null, resolvedAt, origin.statement());
        // stated separately from the state, so that the earliest reported beginning counts, and not the last
        Stream<Fact> opening = openedAt == null
                ? Stream.of()
                : Stream.of(incident(told, kind, openedAt, null, new Statement(Instant.EPOCH, origin.key())));
        return new Facts(Stream.concat(causes(told, origin), Stream.concat(opening, Stream.of(state)))
                .toList());
    }

    /** What the event declares stays when a later one declares nothing. */
    private static Stream<Fact> causes(Told told, Origin origin) {
        List<Cause> causes = Mentions.causes(NOWHERE, "", told.text());
        return causes.isEmpty()
                ? Stream.of()
                : Stream.of(new IncidentComment(
                        told.account(), told.id(), origin.key(), causes, false, origin.statement()));
    }

    private static Incident incident(
            Told told, Kind kind, @Nullable Instant openedAt, @Nullable Instant resolvedAt, Statement statement) {
        String title = Text.optional(told.text()).orElse(told.id());
        return new Incident(
                new Entry(
                        told.account(),
                        told.id(),
                        null,
                        title.length() <= LONGEST_TITLE
                                ? title
                                : PayloadJson.storable(title.substring(0, LONGEST_TITLE)),
                        Addresses.page(told.url()),
                        told.labels()),
                kind,
                false,
                told.about(),
                openedAt,
                resolvedAt,
                Causes.NONE,
                statement);
    }
}
