package dev.throughline.collector.source.github.api;

import static dev.throughline.collector.backfill.AnswerFields.text;

import dev.throughline.collector.backfill.ApiFailed;
import dev.throughline.collector.backfill.Item.Told;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads which files one commit adds, changes or removes: only their names. */
final class ChangedFiles {

    /** GitHub lists no more files of a commit, and does not say whether there are more. */
    private static final int MOST_FILES = 3_000;

    private final RepositoryApi api;

    ChangedFiles(RepositoryApi api) {
        this.api = api;
    }

    /** Empty when not all of them are listed. */
    Optional<Told> of(String sha) throws ApiFailed {
        SortedSet<String> names = new TreeSet<>();
        int listed = 0;
        // without a page size, pages have 300 files
        Transport.Page page = api.whole("/commits/" + sha);
        while (true) {
            JsonNode files = page.json().path("files");
            if (!files.isArray()) {
                return Optional.empty();
            }
            files.forEach(file -> add(file, names));
            listed += files.size();
            if (listed >= MOST_FILES) {
                return Optional.empty();
            }
            if (files.isEmpty() || page.next().isEmpty()) {
                return Optional.of(told(sha, names));
            }
            page = api.transport().whole(page.next().get());
        }
    }

    /** A renamed file is gone from where it was; a copied one is not. */
    private static void add(JsonNode file, SortedSet<String> names) {
        names.add(text(file, "filename"));
        if (text(file, "status").equals("renamed")) {
            names.add(text(file, "previous_filename"));
        }
    }

    private Told told(String sha, SortedSet<String> names) {
        ObjectNode body = api.body();
        body.put("sha", sha);
        ArrayNode files = body.putArray("files");
        names.forEach(files::add);
        return api.told("commit_files", sha, body);
    }
}
