package dev.throughline.collector.transfer;

import dev.throughline.collector.problem.BadRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Profile;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Everything that cannot be derived, exported from one installation and imported into another. Needs the API token, even for reading. */
@Profile("collector")
@RestController
class TransferController {

    private static final String LINES = "application/x-ndjson";

    private final Archive archive;
    private final ObjectProvider<ArchiveReader> readers;

    /** @param readers a new one for each archive */
    TransferController(Archive archive, ObjectProvider<ArchiveReader> readers) {
        this.archive = archive;
        this.readers = readers;
    }

    /** Streams the archive. One that was cut off has no last line. */
    @GetMapping(path = "/api/v1/export", produces = LINES)
    void export(HttpServletResponse response) throws IOException {
        response.setContentType(LINES);
        archive.write(response.getOutputStream());
    }

    /** Imports an archive. Lines that cannot be used are named, and do not stop the others. */
    @PostMapping("/api/v1/import")
    ArchiveReader.Taken take(HttpServletRequest request) throws IOException {
        ArchiveReader.Taken taken = readers.getObject().read(request.getInputStream());
        ArchiveLine.End read = taken.read();
        if (taken.bad() > 0 && read.commits() + read.deliveries() + read.verdicts() == 0) {
            throw new NoArchive(taken);
        }
        return taken;
    }

    /** Not a single line could be used. */
    private static final class NoArchive extends BadRequest {

        private static final long serialVersionUID = 1L;

        NoArchive(ArchiveReader.Taken taken) {
            super(
                    "This is not a Throughline archive: line %d: %s."
                            .formatted(
                                    taken.errors().getFirst().line(),
                                    taken.errors().getFirst().detail()),
                    taken.errors());
        }
    }
}
