package dev.throughline.server.transfer;

import dev.throughline.collector.git.LoggedCommit;
import dev.throughline.collector.mention.Mentions;
import dev.throughline.collector.mention.Place;
import dev.throughline.engine.fact.Author;
import dev.throughline.engine.fact.Commit;
import dev.throughline.engine.fact.CommitSha;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.databind.json.JsonMapper;

/**
 * Puts commit messages into reports of a few hundred commits. Which ones are reported together depends on their hashes, so that a clone
 * that has grown gives the same reports as before, plus new ones. If a message says nothing below its title, only the title is reported.
 */
final class MessageChunks implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String BOT = "[bot]";

    /** One commit in 256 ends a report. */
    private static final String LAST = "00";

    private static final int MOST = 1000;
    private static final int MOST_SIGNS = 400_000;
    private static final int LONGEST_AUTHOR = 200;
    private static final int LONGEST_MESSAGE = 100_000;

    private final String service;
    private final Place place;
    private final Consumer<Map<String, ?>> reports;
    private final List<Map<String, ?>> chunk = new ArrayList<>();
    private int signs;

    /** @param reports takes each report when it is full */
    MessageChunks(String service, Consumer<Map<String, ?>> reports) {
        this.service = service;
        this.place = new Place("", service);
        this.reports = reports;
    }

    void add(LoggedCommit logged) {
        String said = cut(said(logged), LONGEST_MESSAGE);
        if (signs + said.length() > MOST_SIGNS) {
            report();
        }
        Map<String, Object> commit = new LinkedHashMap<>();
        commit.put("sha", logged.commit().sha().value());
        commit.put(
                "parents",
                logged.commit().parents().stream()
                        .limit(100)
                        .map(CommitSha::value)
                        .toList());
        commit.put("author_at", Times.reportable(logged.commit().authorAt()));
        commit.put("committer_at", Times.reportable(logged.commit().committerAt()));
        commit.put("author", cut(logged.author(), LONGEST_AUTHOR));
        commit.put("message", said);
        chunk.add(commit);
        signs += said.length();
        if (chunk.size() == MOST || logged.commit().sha().value().startsWith(LAST)) {
            report();
        }
    }

    private String said(LoggedCommit logged) {
        Author author = new Author(logged.author(), logged.author().endsWith(BOT));
        String title = Mentions.title(logged.message());
        Commit.Message ofAll = Mentions.message(place, author, logged.message());
        return ofAll.equals(Mentions.message(place, author, title)) ? title : logged.message();
    }

    /** PostgreSQL takes no halves of surrogate pairs. */
    static String cut(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest);
    }

    private void report() {
        if (!chunk.isEmpty()) {
            Map<String, Object> report = new LinkedHashMap<>();
            report.put("service", service);
            report.put("id", Reports.hash(JSON.writeValueAsString(chunk)));
            report.put("commits", List.copyOf(chunk));
            reports.accept(report);
            chunk.clear();
            signs = 0;
        }
    }

    /** Reports what is left. */
    @Override
    public void close() {
        report();
    }
}
