package dev.throughline.collector.backfill;

import dev.throughline.collector.backfill.ApiFailed.Reason;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the chapters of one repository: all of them back to about 90 days ago, then all of them back to where history is wanted. What was
 * read is made durable every few objects, and recorded after that.
 */
final class UnitReader implements AutoCloseable {

    private static final Duration FIRST_PASS = Duration.ofDays(90);

    /** The commits that a deployment delivers are older than it. */
    private static final Duration COMMITS_BEFORE = Duration.ofDays(240);

    /** The first wanted deployment delivers everything since the one before it. */
    private static final Duration DEPLOYMENTS_BEFORE = Duration.ofDays(60);

    /** Anything that changed this recently is read again, even if it is known. */
    private static final Duration OVERLAP = Duration.ofDays(3);

    /** Chapters whose objects change their place in the list. */
    private static final Set<Chapter> MOVING =
            Set.of(Chapter.DEPLOYMENTS, Chapter.RUNS, Chapter.CHANGES, Chapter.INCIDENTS);

    private static final int BATCH = 100;
    private static final Duration LONGEST_BATCH = Duration.ofSeconds(2);

    /** After this many known objects in a row, all the rest are known too, if the chapter was read completely before. */
    private static final int ENOUGH_KNOWN = 100;

    private final ReadingBook book;
    private final UnitBook units;
    private final HistoryDepot depot;
    private final ForgeApi api;
    private final Unit unit;
    private final UnitPacing pacing;
    private final Clock clock;
    private final Keeper keeper = new Keeper();

    UnitReader(
            ReadingBook book,
            UnitBook units,
            HistoryDepot depot,
            ForgeApi api,
            Unit unit,
            UnitPacing pacing,
            Clock clock) {
        this.book = book;
        this.units = units;
        this.depot = depot;
        this.api = api;
        this.unit = unit;
        this.pacing = pacing;
        this.clock = clock;
    }

    /**
     * Reads everything.
     *
     * @throws ApiFailed when the forge does not return the repository, or some of its chapters: then the others were read
     */
    ForgeRepository read() throws ApiFailed {
        ForgeRepository repository = api.find(unit.name()).getFirst();
        if (!book.identify(unit, repository)) {
            throw new ApiFailed(
                    Reason.NOT_FOUND,
                    "'%s' is a different repository there from the one in the deliveries".formatted(unit.name()));
        }
        Instant now = clock.instant();
        Map<Chapter, ChapterReader> readers = new EnumMap<>(Chapter.class);
        for (Chapter chapter : api.chapters(repository)) {
            readers.put(chapter, new ChapterReader(repository, chapter));
        }
        List<ApiFailed> failures = new ArrayList<>();
        for (@Nullable Instant back : passes(now)) {
            for (ChapterReader reader : List.copyOf(readers.values())) {
                try {
                    reader.readBack(back);
                } catch (ApiFailed failed) {
                    if (!failed.isOfOne() || reader.chapter == Chapter.REPOSITORY) {
                        throw failed;
                    }
                    readers.remove(reader.chapter);
                    failures.add(failed);
                }
            }
        }
        for (ChapterReader reader : readers.values()) {
            reader.catchUp();
        }
        if (!failures.isEmpty()) {
            throw failures.getFirst();
        }
        return repository;
    }

    /** Reads the history of deployed commits that nothing else leads to. */
    void readHeads(ForgeRepository repository, List<String> heads) throws ApiFailed {
        Memory memory = new MemoryOfHeads(book.memory(unit, repository, Chapter.COMMITS));
        for (String head : heads) {
            try {
                if (!memory.unknownCommits(List.of(head)).isEmpty()) {
                    new Batches(repository, Chapter.COMMITS).all(api.commits(repository, head, memory));
                    keeper.await();
                }
            } catch (ApiFailed failed) {
                if (failed.reason() != Reason.NOT_FOUND && failed.reason() != Reason.REFUSED) {
                    throw failed;
                }
            }
            book.headLookedFor(unit, repository, head);
        }
    }

    /** Waits until everything that was read is stored. */
    @Override
    public void close() {
        keeper.close();
    }

    private List<@Nullable Instant> passes(Instant now) {
        Instant first = now.minus(FIRST_PASS);
        Instant since = unit.since();
        List<@Nullable Instant> passes = new ArrayList<>();
        if (since == null || since.isBefore(first)) {
            passes.add(first);
        }
        passes.add(since);
        return passes;
    }

    /** Reads one chapter, continuing where it stopped. */
    private final class ChapterReader {

        private final ForgeRepository repository;
        private final Chapter chapter;
        private final Batches batches;
        private final Optional<ReadingBook.Complete> complete;
        private @Nullable Items items;
        private @Nullable Item held;
        private Instant newest = Instant.MIN;
        private boolean isOver;
        private boolean isExpected;
        private int known;

        ChapterReader(ForgeRepository repository, Chapter chapter) {
            this.repository = repository;
            this.chapter = chapter;
            this.batches = new Batches(repository, chapter);
            this.complete = book.complete(unit.source(), repository, chapter);
        }

        void readBack(@Nullable Instant to) throws ApiFailed {
            Instant back = to == null ? null : to.minus(before());
            if (items == null) {
                items = api.read(repository, chapter, book.memory(unit, repository, chapter));
            }
            while (!isOver) {
                Item item = held != null ? held : items.next();
                held = null;
                if (item == null) {
                    isOver = true;
                } else if (back != null && item.at().isBefore(back)) {
                    held = item;
                    newest = item.at().isAfter(newest) ? item.at() : newest;
                    break;
                } else {
                    add(item);
                    expect(items);
                    known = item.isNews() ? 0 : known + item.size();
                    isOver = isKnownFrom(item);
                }
            }
            batches.flush();
            keeper.await();
            if (to == null ? isOver : to.equals(unit.since())) {
                book.finished(unit, repository, chapter);
            }
        }

        /**
         * Reads the front of its list again, until it shows nothing newer. Lists are sorted by last change: anything that changes during
         * reading moves past the reader.
         */
        void catchUp() throws ApiFailed {
            while (MOVING.contains(chapter)) {
                Instant until = newest;
                Items front = api.read(repository, chapter, book.memory(unit, repository, chapter));
                for (Item item = front.next(); item != null && item.at().isAfter(until); item = front.next()) {
                    add(item);
                }
                batches.flush();
                keeper.await();
                if (!newest.isAfter(until)) {
                    return;
                }
            }
        }

        private void add(Item item) {
            batches.add(item);
            newest = item.at().isAfter(newest) ? item.at() : newest;
        }

        /** How much further back it is read, so that everything that the wanted part depends on is there. */
        private Duration before() {
            return switch (chapter) {
                case COMMITS -> COMMITS_BEFORE;
                case DEPLOYMENTS, RELEASES, RUNS -> DEPLOYMENTS_BEFORE;
                default -> Duration.ZERO;
            };
        }

        private void expect(Items items) {
            if (!isExpected && items.total().isPresent()) {
                isExpected = true;
                units.expects(unit, items.total().getAsLong());
            }
        }

        /** Whether nothing after it can be new. */
        private boolean isKnownFrom(Item item) {
            return known >= ENOUGH_KNOWN
                    && complete.filter(before -> before.covers(unit.since()))
                            .filter(before -> item.at().isBefore(before.readAt().minus(OVERLAP)))
                            .isPresent();
        }
    }

    /** Stores what is read, a few objects at a time. */
    private final class Batches {

        private final ForgeRepository repository;
        private final Chapter chapter;
        private final List<Item> batch = new ArrayList<>();
        private int news;
        private long since = System.nanoTime();

        Batches(ForgeRepository repository, Chapter chapter) {
            this.repository = repository;
            this.chapter = chapter;
        }

        void all(Items items) throws ApiFailed {
            for (Item item = items.next(); item != null; item = items.next()) {
                add(item);
            }
            flush();
        }

        void add(Item item) {
            batch.add(item);
            news += item.isNews() ? 1 : 0;
            if (news >= BATCH || batch.size() >= 5 * BATCH || System.nanoTime() - since > LONGEST_BATCH.toNanos()) {
                flush();
            }
        }

        void flush() {
            if (!batch.isEmpty()) {
                List<Item> read = List.copyOf(batch);
                int requests = pacing.takeRequests();
                keeper.keep(() -> keep(read, requests));
                batch.clear();
                news = 0;
            }
            since = System.nanoTime();
        }

        private void keep(List<Item> read, int requests) {
            List<Item.Told> told = new ArrayList<>();
            for (Item item : read) {
                if (item.told() != null) {
                    told.add(item.told());
                }
            }
            if (!told.isEmpty()) {
                depot.keep(unit.source(), told);
            }
            book.read(unit, repository, chapter, read, requests);
        }
    }
}
