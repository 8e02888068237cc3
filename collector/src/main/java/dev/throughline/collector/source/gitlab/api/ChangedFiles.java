package dev.throughline.collector.source.gitlab.api;

import static dev.throughline.collector.backfill.AnswerFields.text;

import dev.throughline.collector.backfill.ApiFailed;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * Reads which files one commit adds, changes or removes. GitLab lists them with their diffs, cuts the list off if that is too much (1,000
 * files, 50,000 lines or 5 MB, or more if so configured), and does not say so. A list that comes near these limits is treated as cut off.
 */
final class ChangedFiles {

    private static final int MOST_FILES = 1_000;
    private static final long MANY_LINES = 25_000;
    private static final long MANY_CHARACTERS = 2_500_000;

    private final Conversation conversation;

    /** Address of the commit, below that of the API. */
    private final String commit;

    private final SortedSet<String> names = new TreeSet<>();
    private int listed;
    private long lines;
    private long characters;

    ChangedFiles(Conversation conversation, String commit) {
        this.conversation = conversation;
        this.commit = commit;
    }

    /** Their names, in order; empty when not all of them are listed. */
    Optional<SortedSet<String>> read() throws ApiFailed {
        Listing listing = Listing.of(conversation, commit + "/diff", Map.of());
        for (JsonNode file = listing.next(); file != null; file = listing.next()) {
            add(file);
            if (isMany()) {
                return Optional.empty();
            }
        }
        return names.contains("") || listed == 0 && changesLines() ? Optional.empty() : Optional.of(names);
    }

    /** A file that was not renamed has the same name twice. */
    private void add(JsonNode file) {
        names.add(text(file, "new_path"));
        names.add(text(file, "old_path"));
        listed++;
        String diff = text(file, "diff");
        characters += diff.length();
        lines += diff.chars().filter(c -> c == '\n').count();
    }

    private boolean isMany() {
        return listed >= MOST_FILES || lines >= MANY_LINES || characters >= MANY_CHARACTERS;
    }

    /** If the first file is already too much, the list is empty. */
    private boolean changesLines() throws ApiFailed {
        return conversation.object(commit).path("stats").path("total").asLong(0) > 0;
    }
}
