package dev.throughline.collector.backfill;

import dev.throughline.collector.problem.Problem;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Reads history through the API of a forge. */
@Profile("collector")
@RestController
@RequestMapping("/api/v1/backfills")
class BackfillController {

    private static final int MOST_REPOSITORIES = 1000;
    private static final int SHOWN = 50;
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}._*?-]+(/[\\p{L}\\p{N}._*?-]+)*");
    private static final int LONGEST_NAME = 300;

    private final BackfillBook book;
    private final Histories histories;
    private final Clock clock;

    BackfillController(BackfillBook book, Histories histories, Clock clock) {
        this.book = book;
        this.histories = histories;
        this.clock = clock;
    }

    /**
     * What is wanted.
     *
     * @param source name of a source with an API, e.g. {@code github}
     * @param repositories full names, {@code owner/*} or an owner
     * @param since how far back, a date or an instant; everything when left out
     */
    record Wanted(
            @Nullable String source,
            @Nullable List<@Nullable String> repositories,
            @Nullable String since) {}

    /** @param id of the backfill that begins */
    record Begun(UUID id) {}

    /** @param items the newest first */
    record Backfills(List<Backfill> items) {}

    /** Begins to read history. */
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Begun> begin(@RequestBody Wanted wanted) {
        String source = Objects.requireNonNullElse(wanted.source(), "").strip();
        if (!histories.known().contains(source)) {
            throw Problem.badParameter(
                    "source",
                    source,
                    "one of "
                            + String.join(
                                    ", ", histories.known().stream().sorted().toList()));
        }
        if (histories.find(source).isEmpty()) {
            throw Problem.badParameter(
                    "source",
                    source,
                    "a source with a token: set THROUGHLINE_%s_TOKEN"
                            .formatted(source.toUpperCase(Locale.ROOT).replace('-', '_')));
        }
        Instant since = since(wanted.since());
        UUID id = book.begin(source, names(wanted.repositories()), since, BackfillBook.Cause.ASKED);
        return ResponseEntity.accepted().body(new Begun(id));
    }

    /** The newest backfills. */
    @GetMapping
    Backfills list() {
        return new Backfills(book.newest(SHOWN));
    }

    /** How far one is. */
    @GetMapping("/{id}")
    Backfill one(@PathVariable String id) {
        return book.find(id(id)).orElseThrow(() -> Problem.notFound("No backfill has the id '%s'.".formatted(id)));
    }

    /** Stops one; what was already read is kept. */
    @DeleteMapping("/{id}")
    ResponseEntity<Void> stop(@PathVariable String id) {
        if (!book.stop(id(id))) {
            throw Problem.notFound("No backfill has the id '%s'.".formatted(id));
        }
        return ResponseEntity.status(HttpStatus.NO_CONTENT).build();
    }

    private static UUID id(String id) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            throw Problem.notFound("No backfill has the id '%s'.".formatted(id));
        }
    }

    private static List<String> names(@Nullable List<@Nullable String> repositories) {
        if (repositories == null || repositories.isEmpty()) {
            throw Problem.badParameter("repositories", "", "a list of names, e.g. [\"acme/shop\", \"acme/*\"]");
        }
        if (repositories.size() > MOST_REPOSITORIES) {
            throw Problem.badParameter(
                    "repositories", repositories.size() + " names", "at most " + MOST_REPOSITORIES + ": use acme/*");
        }
        return repositories.stream()
                .map(name -> Objects.requireNonNullElse(name, "").strip())
                .peek(name -> {
                    boolean climbs =
                            List.of(name.split("/")).stream().anyMatch(part -> part.equals(".") || part.equals(".."));
                    if (name.length() > LONGEST_NAME || !NAME.matcher(name).matches() || climbs) {
                        throw Problem.badParameter(
                                "repositories", name, "a full name, e.g. acme/shop, or acme/* for all of an owner");
                    }
                })
                .toList();
    }

    private @Nullable Instant since(@Nullable String since) {
        if (since == null || since.isBlank()) {
            return null;
        }
        String text = since.strip();
        try {
            Instant at = text.contains("T")
                    ? Instant.parse(text)
                    : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
            if (at.isAfter(clock.instant())) {
                throw Problem.badParameter("since", text, "a time in the past");
            }
            return at.isBefore(Instant.EPOCH) ? Instant.EPOCH : at;
        } catch (DateTimeParseException e) {
            throw Problem.badParameter("since", text, "a date or an instant, e.g. 2024-01-01 or 2024-01-01T00:00:00Z");
        }
    }
}
