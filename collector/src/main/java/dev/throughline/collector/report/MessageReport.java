package dev.throughline.collector.report;

import dev.throughline.collector.mention.Mentions;
import dev.throughline.collector.mention.Place;
import dev.throughline.engine.fact.Author;
import dev.throughline.engine.fact.Commit;
import dev.throughline.engine.fact.CommitSha;
import dev.throughline.engine.fact.Fact;
import dev.throughline.engine.fact.RepositoryCommit;
import dev.throughline.engine.fact.Statement;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Commit messages and authors, which the commit graph does not have. */
record MessageReport(Subject subject, List<Told> commits) implements SourceReport {

    private static final int MOST_COMMITS = 1000;
    private static final int MOST_PARENTS = 100;
    private static final int LONGEST_MESSAGE = 1 << 20;
    private static final String BOT = "[bot]";

    /** @param author name of its author; empty when unknown */
    record Told(
            CommitSha sha,
            List<CommitSha> parents,
            Instant authorAt,
            Instant committerAt,
            String author,
            String message) {

        static Told of(Fields fields) {
            return new Told(
                    fields.sha("sha"),
                    fields.shas("parents", MOST_PARENTS),
                    fields.time("author_at"),
                    fields.time("committer_at"),
                    fields.maybeShown("author", LONGEST_NAME).map(String::strip).orElse(""),
                    fields.maybeText("message", LONGEST_MESSAGE).orElse(""));
        }

        Author by() {
            return author.isEmpty() ? Author.UNKNOWN : new Author(author, author.endsWith(BOT));
        }
    }

    static MessageReport of(Subject subject, Fields fields) {
        return new MessageReport(
                subject,
                fields.objects(
                        "commits",
                        MOST_COMMITS,
                        "a list of 1 to %d commits, each {\"sha\", \"parents\", \"author_at\", \"committer_at\", \"author\", \"message\"}"
                                .formatted(MOST_COMMITS),
                        Told::of));
    }

    @Override
    public UUID id() {
        return subject.repository().idOf("messages", subject.id());
    }

    @Override
    public List<Fact> facts(Statement statement) {
        Place place = new Place("", subject.service());
        return commits.stream()
                .<Fact>map(told -> new RepositoryCommit(
                        subject.repository(),
                        new Commit(
                                told.sha(),
                                told.authorAt(),
                                Commit.AuthorTime.AUTHOR_DATE,
                                told.by(),
                                Mentions.message(place, told.by(), told.message()),
                                null),
                        told.parents(),
                        told.committerAt()))
                .toList();
    }
}
