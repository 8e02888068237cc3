package dev.throughline.collector.transfer;

import dev.throughline.collector.inbox.Deliveries;
import dev.throughline.collector.inbox.NewDelivery;
import dev.throughline.collector.transfer.ArchiveLine.End;
import dev.throughline.engine.fact.GraphCommit;
import dev.throughline.engine.ledger.CommitGraphLedger;
import dev.throughline.engine.verdict.VerdictArchive;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Imports an archive, line by line, so that its size does not matter. What is already known stays as it is; a bad line is named and left
 * out.
 */
final class ArchiveReader {

    /** The largest body, as base64 or with its characters escaped. */
    private static final int LONGEST_LINE = 64 * 1024 * 1024;

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(LONGEST_LINE)
                            .maxNestingDepth(20)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private static final int MOST_ERRORS = 100;
    private static final int PART = 200;
    private static final long MOST_BYTES = 8L * 1024 * 1024;

    private final CommitGraphLedger graph;
    private final Deliveries deliveries;
    private final VerdictArchive verdicts;

    private final List<GraphCommit> commits = new ArrayList<>();
    private final List<NewDelivery> received = new ArrayList<>();
    private final Set<UUID> targets = new HashSet<>();
    private final List<Error> errors = new ArrayList<>();
    private long deflated;
    private long bad;
    private long readCommits;
    private long newCommits;
    private long readDeliveries;
    private long newDeliveries;
    private long readVerdicts;
    private long newVerdicts;
    private @Nullable End end;

    ArchiveReader(CommitGraphLedger graph, Deliveries deliveries, VerdictArchive verdicts) {
        this.graph = graph;
        this.deliveries = deliveries;
        this.verdicts = verdicts;
    }

    /** A line that could not be imported. */
    record Error(long line, String detail) {}

    /**
     * The result.
     *
     * @param read how much there was
     * @param stored how much of it was new
     * @param bad how many lines could not be imported
     * @param errors the first of them
     * @param complete whether the end of the archive was present
     */
    record Taken(End read, End stored, long bad, List<Error> errors, boolean complete) {}

    Taken read(InputStream stream) throws IOException {
        InputStream in = new BufferedInputStream(stream, 1 << 16);
        long number = 0;
        for (byte[] line = next(in); line != null; line = next(in)) {
            number++;
            if (isBlank(line)) {
                continue;
            }
            try {
                take(line);
            } catch (BadArchiveLine e) {
                bad++;
                if (errors.size() < MOST_ERRORS) {
                    errors.add(new Error(number, String.valueOf(e.getMessage())));
                }
            }
        }
        storeCommits();
        storeDeliveries();
        touchVerdicts();
        return new Taken(
                new End(readCommits, readDeliveries, readVerdicts),
                new End(newCommits, newDeliveries, newVerdicts),
                bad,
                List.copyOf(errors),
                end != null);
    }

    private void take(byte[] bytes) {
        if (bytes.length > LONGEST_LINE) {
            throw new BadArchiveLine("it is longer than %d MiB".formatted(LONGEST_LINE / 1024 / 1024));
        }
        ArchiveLine line = parsed(bytes);
        if (line.throughline() != null && line.throughline() > ArchiveLine.VERSION) {
            throw new BadArchiveLine(
                    "the archive is of a newer Throughline (version %d)".formatted(line.throughline()));
        }
        if (line.commit() != null) {
            commits.add(line.commit().read());
            readCommits++;
            if (commits.size() >= 10 * PART) {
                storeCommits();
            }
        } else if (line.delivery() != null) {
            NewDelivery delivery = line.delivery().read();
            received.add(delivery);
            readDeliveries++;
            deflated += delivery.deflated().length;
            if (received.size() >= PART || deflated >= MOST_BYTES) {
                storeDeliveries();
            }
        } else if (line.verdict() != null) {
            UUID target = line.verdict().about();
            if (verdicts.restore(target, line.verdict().read())) {
                newVerdicts++;
            }
            // a known one may come from an import that was cut off before it was derived
            targets.add(target);
            readVerdicts++;
            if (targets.size() >= PART) {
                touchVerdicts();
            }
        } else if (line.end() != null) {
            end = line.end();
        } else if (line.throughline() == null) {
            throw new BadArchiveLine("it is neither a commit, nor a delivery, nor a verdict");
        }
    }

    private static ArchiveLine parsed(byte[] line) {
        try {
            ArchiveLine parsed = JSON.readValue(line, ArchiveLine.class);
            if (parsed != null) {
                return parsed;
            }
        } catch (JacksonException e) {
            // said below
        }
        throw new BadArchiveLine("it is not a JSON object of an archive");
    }

    private static boolean isBlank(byte[] line) {
        for (byte sign : line) {
            if (sign != ' ' && sign != '\t' && sign != '\r') {
                return false;
            }
        }
        return true;
    }

    private void storeCommits() {
        if (!commits.isEmpty()) {
            newCommits += graph.record(commits.iterator()).stored();
            commits.clear();
        }
    }

    private void storeDeliveries() {
        if (!received.isEmpty()) {
            newDeliveries +=
                    deliveries.insert(received).stream().filter(isNew -> isNew).count();
            received.clear();
            deflated = 0;
            deliveries.announce();
        }
    }

    /** Only once they are stored, so that nothing is derived without them. */
    private void touchVerdicts() {
        verdicts.touch(targets);
        targets.clear();
    }

    /** The next line that is not blank, or as much of it as shows that it is too long; null at the end. */
    private static byte @Nullable [] next(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(1024);
        int sign;
        while ((sign = in.read()) >= 0) {
            if (sign != '\n') {
                if (line.size() <= LONGEST_LINE) {
                    line.write(sign);
                }
            } else {
                return line.toByteArray();
            }
        }
        return line.size() == 0 ? null : line.toByteArray();
    }
}
