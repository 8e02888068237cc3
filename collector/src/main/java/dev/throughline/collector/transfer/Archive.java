package dev.throughline.collector.transfer;

import dev.throughline.collector.inbox.Deliveries;
import dev.throughline.collector.inbox.StoredDelivery;
import dev.throughline.collector.transfer.ArchiveLine.End;
import dev.throughline.engine.ledger.CommitGraphArchive;
import dev.throughline.engine.verdict.VerdictArchive;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** Writes everything that cannot be derived: the commit graph, the deliveries, the verdicts. In parts, so that its size does not matter. */
final class Archive {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int PART = 500;

    private final CommitGraphArchive commits;
    private final Deliveries deliveries;
    private final VerdictArchive verdicts;

    Archive(CommitGraphArchive commits, Deliveries deliveries, VerdictArchive verdicts) {
        this.commits = commits;
        this.deliveries = deliveries;
        this.verdicts = verdicts;
    }

    void write(OutputStream out) throws IOException {
        line(ArchiveLine.first(), out);
        long ofCommits = 0;
        long id = 0;
        for (List<CommitGraphArchive.Kept> part = commits.after(0, PART);
                !part.isEmpty();
                part = commits.after(id, PART)) {
            for (CommitGraphArchive.Kept kept : part) {
                line(ArchiveLine.of(kept.commit()), out);
            }
            ofCommits += part.size();
            id = part.getLast().id();
        }
        long ofDeliveries = 0;
        id = 0;
        for (List<StoredDelivery> part = deliveries.after(0, PART);
                !part.isEmpty();
                part = deliveries.after(id, PART)) {
            for (StoredDelivery stored : part) {
                line(ArchiveLine.of(stored), out);
            }
            ofDeliveries += part.size();
            id = part.getLast().id();
        }
        long ofVerdicts = 0;
        id = 0;
        for (List<VerdictArchive.Said> part = verdicts.after(0, PART);
                !part.isEmpty();
                part = verdicts.after(id, PART)) {
            for (VerdictArchive.Said said : part) {
                line(ArchiveLine.of(said), out);
            }
            ofVerdicts += part.size();
            id = part.getLast().id();
        }
        line(ArchiveLine.last(new End(ofCommits, ofDeliveries, ofVerdicts)), out);
    }

    private static void line(ArchiveLine line, OutputStream out) throws IOException {
        out.write(JSON.writeValueAsBytes(line));
        out.write('\n');
    }
}
