package dev.throughline.collector.source.github.api;

import static dev.throughline.collector.backfill.AnswerFields.text;
import static dev.throughline.collector.backfill.AnswerFields.time;

import dev.throughline.collector.backfill.ApiFailed;
import dev.throughline.collector.backfill.ApiFailed.Reason;
import dev.throughline.collector.backfill.CommitsOfHead;
import dev.throughline.collector.backfill.Item;
import dev.throughline.collector.backfill.Items;
import dev.throughline.collector.backfill.Memory;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads the commits of one repository, a page of a list as one object. */
final class CommitsReader {

    private final RepositoryApi api;
    private final Memory memory;
    private final Clock clock;

    CommitsReader(RepositoryApi api, Memory memory, Clock clock) {
        this.api = api;
        this.memory = memory;
        this.clock = clock;
    }

    /** Where a branch stands. */
    interface Head {
        /** Empty for a repository without commits. */
        Optional<String> find() throws ApiFailed;
    }

    /**
     * The commits of a branch, from where an interrupted reading began, or from its head, without what was read completely before.
     *
     * @param head requested only if no reading was interrupted
     */
    Items ofBranch(Head head) throws ApiFailed {
        Optional<String> start = memory.start();
        if (start.isEmpty()) {
            start = head.find();
            start.ifPresent(memory::startsAt);
        }
        if (start.isEmpty()) {
            return () -> null;
        }
        Optional<String> end = memory.end();
        if (end.isEmpty()) {
            return all(start.get());
        }
        return start.equals(end) ? () -> null : between(end.get(), start.get());
    }

    private Items all(String start) {
        Pages pages = pages(start);
        return new Items() {
            @Override
            public @Nullable Item next() throws ApiFailed {
                List<JsonNode> page = pages.next();
                return page.isEmpty() ? null : item(page, newest(page));
            }

            @Override
            public OptionalLong total() {
                return pages.total() == 0 ? OptionalLong.empty() : OptionalLong.of(pages.total());
            }
        };
    }

    /**
     * The commits a branch gained since it was last read. The list does not simply end at a known commit: old commits that were merged
     * later come after it.
     */
    private Items between(String known, String head) {
        return new Items() {
            private int page;
            private boolean isOver;
            private @Nullable Items instead;

            @Override
            public @Nullable Item next() throws ApiFailed {
                if (instead != null || isOver) {
                    return instead == null ? null : instead.next();
                }
                List<JsonNode> commits;
                try {
                    commits = compared(known, head, ++page);
                } catch (ApiFailed failed) {
                    if (failed.reason() != Reason.NOT_FOUND) {
                        throw failed;
                    }
                    // the known head is gone, for example after a forced push: walk the graph back to what is known
                    instead = ofHead(head);
                    return instead.next();
                }
                isOver = commits.size() < Pages.SIZE;
                return commits.isEmpty() ? null : item(commits, clock.instant());
            }
        };
    }

    private List<JsonNode> compared(String known, String head, int page) throws ApiFailed {
        return api.one("/compare/%s...%s?per_page=%d&page=%d".formatted(known, head, Pages.SIZE, page))
                .path("commits")
                .valueStream()
                .toList();
    }

    /** The unknown commits of a branch that is nothing else's. All of them are wanted, however old. */
    Items ofHead(String sha) {
        Pages listing = pages(sha);
        CommitsOfHead<JsonNode> head = new CommitsOfHead<>(memory, CommitsReader::sha, CommitsReader::parents);
        return () -> {
            List<JsonNode> news = head.isOver() ? List.of() : head.news(listing.next());
            return news.isEmpty() ? null : item(news, clock.instant());
        };
    }

    private static List<String> parents(JsonNode commit) {
        return commit.path("parents").valueStream().map(CommitsReader::sha).toList();
    }

    private Pages pages(String sha) {
        return api.pages("/commits?sha=" + sha);
    }

    private Item item(List<JsonNode> commits, Instant at) {
        String first = sha(commits.getFirst());
        ObjectNode body = api.body();
        body.putArray("commits").addAll(commits);
        return Item.of(memory, first, at, commits.size(), api.told("commits", first, body));
    }

    /** One old commit among newer ones, or one with a wrong clock, does not end the wanted range. */
    private static Instant newest(List<JsonNode> commits) {
        return commits.stream()
                .flatMap(commit -> time(commit.path("commit").path("committer"), "date").stream())
                .max(Instant::compareTo)
                .orElse(Instant.EPOCH);
    }

    private static String sha(JsonNode commit) {
        return text(commit, "sha");
    }
}
