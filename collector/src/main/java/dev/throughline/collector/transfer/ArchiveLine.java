package dev.throughline.collector.transfer;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.throughline.collector.inbox.NewDelivery;
import dev.throughline.collector.inbox.StoredDelivery;
import dev.throughline.collector.source.Delivery;
import dev.throughline.collector.source.Headers;
import dev.throughline.engine.fact.Cause;
import dev.throughline.engine.fact.CommitSha;
import dev.throughline.engine.fact.GraphCommit;
import dev.throughline.engine.verdict.Verdict;
import dev.throughline.engine.verdict.VerdictArchive;
import dev.throughline.engine.verdict.Word;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A line of an archive, with exactly one part present.
 *
 * @param throughline version of the archive, in its first line
 * @param end the totals, in its last line
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ArchiveLine(
        @Nullable Integer throughline,
        @Nullable OfCommit commit,
        @Nullable OfDelivery delivery,
        @Nullable OfVerdict verdict,
        @Nullable End end) {

    static final int VERSION = 1;

    private static final int LONGEST_WORD = 200;
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    static ArchiveLine first() {
        return new ArchiveLine(VERSION, null, null, null, null);
    }

    static ArchiveLine of(GraphCommit commit) {
        return new ArchiveLine(
                null,
                new OfCommit(
                        commit.sha().value(),
                        commit.parents().stream().map(CommitSha::value).toList(),
                        commit.authorAt().toString(),
                        commit.committerAt().toString(),
                        commit.paths()),
                null,
                null,
                null);
    }

    static ArchiveLine of(StoredDelivery stored) {
        return new ArchiveLine(null, null, OfDelivery.of(stored), null, null);
    }

    static ArchiveLine of(VerdictArchive.Said said) {
        Verdict verdict = said.verdict();
        return new ArchiveLine(
                null,
                null,
                null,
                new OfVerdict(
                        said.target().toString(),
                        verdict.word().field().word(),
                        verdict.word().truth(),
                        words(verdict.word().causes()),
                        verdict.reason(),
                        verdict.actor(),
                        verdict.at().toString()),
                null);
    }

    private static @Nullable List<String> words(@Nullable List<Cause> causes) {
        return causes == null ? null : causes.stream().map(Cause::word).toList();
    }

    static ArchiveLine last(End end) {
        return new ArchiveLine(null, null, null, null, end);
    }

    /** The totals of an archive. */
    record End(long commits, long deliveries, long verdicts) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record OfCommit(
            @Nullable String sha,
            @Nullable List<String> parents,
            @JsonProperty("author_at") @Nullable String authorAt,
            @JsonProperty("committer_at") @Nullable String committerAt,
            @Nullable List<String> paths) {

        GraphCommit read() {
            return new GraphCommit(
                    "",
                    hash("commit.sha", sha),
                    given("commit.parents", parents).stream()
                            .map(parent -> hash("commit.parents", parent))
                            .toList(),
                    time("commit.author_at", authorAt),
                    time("commit.committer_at", committerAt),
                    paths);
        }
    }

    /**
     * A delivery.
     *
     * @param body as text, if it is UTF-8
     * @param base64 the body if it is not
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record OfDelivery(
            @Nullable String source,
            @Nullable String key,
            @Nullable String event,
            @JsonProperty("content_type") @Nullable String contentType,
            @Nullable Map<String, String> headers,
            @JsonProperty("received_at") @Nullable String receivedAt,
            @Nullable String body,
            @JsonProperty("body_base64") @Nullable String base64) {

        static OfDelivery of(StoredDelivery stored) {
            Delivery delivery = stored.inflate();
            String text = text(delivery.body());
            return new OfDelivery(
                    stored.source(),
                    delivery.key(),
                    delivery.event(),
                    delivery.contentType(),
                    delivery.headers().byName().isEmpty()
                            ? null
                            : delivery.headers().byName(),
                    delivery.receivedAt().toString(),
                    text,
                    text == null ? Base64.getEncoder().encodeToString(delivery.body()) : null);
        }

        NewDelivery read() {
            if (headers != null) {
                headers.forEach((name, value) -> word("delivery.headers", name + value, 2000));
            }
            return NewDelivery.received(
                    word("delivery.source", source, LONGEST_WORD),
                    new Delivery(
                            word("delivery.key", key, LONGEST_WORD),
                            event == null || event.isEmpty() ? "" : word("delivery.event", event, LONGEST_WORD),
                            contentType == null ? null : word("delivery.content_type", contentType, LONGEST_WORD),
                            headers == null || headers.isEmpty() ? Headers.NONE : new Headers(headers),
                            time("delivery.received_at", receivedAt),
                            bytes()));
        }

        private byte[] bytes() {
            if (base64 == null) {
                return given("delivery.body", body).getBytes(StandardCharsets.UTF_8);
            }
            try {
                return Base64.getDecoder().decode(base64);
            } catch (IllegalArgumentException e) {
                throw new BadArchiveLine("delivery.body_base64 is not base64");
            }
        }

        /** The same bytes as text; null if they are not UTF-8, or much longer as JSON. */
        private static @Nullable String text(byte[] body) {
            try {
                String text = StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(body))
                        .toString();
                return text.chars().anyMatch(sign -> sign < ' ' && sign != '\n' && sign != '\r' && sign != '\t')
                        ? null
                        : text;
            } catch (CharacterCodingException e) {
                return null;
            }
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record OfVerdict(
            @Nullable String target,
            @Nullable String field,
            @Nullable Boolean truth,
            @Nullable List<String> causes,
            @Nullable String reason,
            @Nullable String actor,
            @Nullable String at) {

        UUID about() {
            try {
                return UUID.fromString(given("verdict.target", target));
            } catch (IllegalArgumentException e) {
                throw new BadArchiveLine("verdict.target is not an id");
            }
        }

        Verdict read() {
            Word.Field about = spokenOf();
            boolean isOfCauses = about == Word.Field.CAUSED_BY;
            if (isOfCauses ? truth != null : causes != null || truth == null && about == Word.Field.EXCLUDED) {
                throw new BadArchiveLine("verdict has no value that fits " + about.word());
            }
            if (reason != null && reason.indexOf('\0') >= 0) {
                throw new BadArchiveLine("verdict.reason cannot be kept");
            }
            return new Verdict(
                    new Word(about, truth, causes == null ? null : named(causes)),
                    reason,
                    word("verdict.actor", actor, LONGEST_WORD),
                    time("verdict.at", at));
        }

        private static List<Cause> named(List<String> words) {
            return words.stream()
                    .map(word -> new Cause(word("verdict.causes", word, LONGEST_WORD)))
                    .toList();
        }

        private Word.Field spokenOf() {
            for (Word.Field each : Word.Field.values()) {
                if (each.word().equals(field)) {
                    return each;
                }
            }
            throw new BadArchiveLine("verdict.field is not one of failed, unplanned, excluded, caused_by");
        }
    }

    private static CommitSha hash(String field, @Nullable String text) {
        try {
            return new CommitSha(given(field, text).toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new BadArchiveLine(field + " is not a full commit hash");
        }
    }

    private static Instant time(String field, @Nullable String text) {
        try {
            return OffsetDateTime.parse(given(field, text)).toInstant();
        } catch (DateTimeException e) {
            throw new BadArchiveLine(field + " is not a time in ISO-8601 with its offset");
        }
    }

    private static String word(String field, @Nullable String text, int longest) {
        String word = given(field, text);
        if (word.isEmpty() || word.length() > longest || CONTROL.matcher(word).find()) {
            throw new BadArchiveLine("%s is not a text of 1 to %d characters, in one line".formatted(field, longest));
        }
        return word;
    }

    private static <T> T given(String field, @Nullable T value) {
        if (value == null) {
            throw new BadArchiveLine(field + " is missing");
        }
        return value;
    }
}
