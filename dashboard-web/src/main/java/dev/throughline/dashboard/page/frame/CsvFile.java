package dev.throughline.dashboard.page.frame;

import dev.throughline.dashboard.csv.Csv;
import java.util.List;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;

/** The rows of a list as a file to keep. */
public final class CsvFile {

    private CsvFile() {}

    public static ResponseEntity<String> of(String name, Class<? extends Record> type, List<?> rows) {
        return ResponseEntity.ok()
                .contentType(Csv.TYPE)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment().filename(name).build().toString())
                .body(Csv.of(type, rows));
    }
}
