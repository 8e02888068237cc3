package dev.throughline.collector.git;

import dev.throughline.collector.git.DueFetches.DueFetch;
import dev.throughline.collector.git.DueFetches.FailedFetch;
import dev.throughline.collector.git.DueFetches.Fetched;
import dev.throughline.collector.git.GitFailed.Reason;
import dev.throughline.collector.git.GitProperties.Place;
import dev.throughline.collector.lease.Lease;
import dev.throughline.engine.ledger.CommitGraphLedger;
import dev.throughline.engine.worker.Worker;
import dev.throughline.engine.worker.Worker.Round;
import dev.throughline.engine.worker.Working;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches what is due, two repositories at once, so that a hanging remote does not stop the others. Any number of processes may do so.
 * Whatever goes wrong with a repository is recorded with it and retried later; the next one is not kept waiting.
 */
final class GitWorker implements Working {

    private static final Logger log = LoggerFactory.getLogger(GitWorker.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final List<String> THREADS = List.of("0", "1");

    /** How long a repository stays ours after this process is killed. */
    private static final Duration LEASE = Duration.ofSeconds(30);

    private static final Duration AFTER_TIMEOUT = Duration.ofMinutes(1);
    private static final Duration AFTER_TOO_LARGE = Duration.ofHours(1);

    private final DueFetches due;
    private final CommitGraphLedger ledger;
    private final GitProperties properties;
    private final Mirrors mirrors;
    private final String command;
    private final Git.Running running = new Git.Running();
    private final Worker worker;

    /** @param folder where the mirrors are */
    GitWorker(DueFetches due, CommitGraphLedger ledger, GitProperties properties, Path folder, String command) {
        this.due = due;
        this.ledger = ledger;
        this.properties = properties;
        this.mirrors = new Mirrors(folder, properties.mostMegabytes() << 20);
        this.command = command;
        // the running git is stopped; what it has fetched so far is fetched again
        this.worker = Worker.named("git-worker")
                .failing("Commits cannot be fetched at the moment", AFTER_FAILURE)
                .finishing(running::stop, PATIENCE)
                .doingForEach(() -> THREADS, this::rounds);
    }

    /** Fetches one repository, if one is due. */
    boolean work() {
        Optional<DueFetch> taken = due.take(LEASE);
        taken.ifPresent(this::keepAndWork);
        return taken.isPresent();
    }

    private void keepAndWork(DueFetch fetch) {
        try (Lease _ = new Lease(fetch.name(), LEASE, () -> extend(fetch))) {
            work(fetch);
        }
    }

    private boolean extend(DueFetch fetch) {
        due.extend(fetch, LEASE);
        return true;
    }

    private void work(DueFetch fetch) {
        Optional<Place> place = properties.place(fetch.name());
        if (place.isEmpty()) {
            due.forget(fetch);
            return;
        }
        switch (place.get()) {
            case Place.BadName _ -> due.failed(fetch, FailedFetch.badName());
            case Place.At at -> fetch(fetch, at.url());
        }
    }

    private void fetch(DueFetch fetch, String url) {
        Path folder = mirrors.of(fetch.repository());
        try {
            mirrors.take(folder);
            Fetched fetched = fetchAndRecord(folder, fetch, url);
            due.succeeded(fetch, fetched);
            log.info(
                    "Fetched {} commits of {} in {} ms",
                    fetched.commits(),
                    fetch.name(),
                    fetched.took().toMillis());
        } catch (GitFailed e) {
            failed(folder, fetch, e);
        } catch (UncheckedIOException e) {
            notRecorded(fetch, "the mirror cannot be used: " + e.getMessage());
        } catch (RuntimeException e) {
            log.debug("Not recorded", e);
            notRecorded(fetch, "the commits cannot be recorded: " + e.getClass().getSimpleName());
        } finally {
            mirrors.giveBack(folder);
        }
    }

    private Fetched fetchAndRecord(Path folder, DueFetch fetch, String url) {
        Mirror mirror = new Mirror(folder, command, properties, mirrors, running);
        long startedAt = System.nanoTime();
        Set<String> known = new HashSet<>(mirror.tips());
        mirror.fetch(url);
        if (!mirrors.fit(folder)) {
            throw new GitFailed(
                    Reason.TOO_LARGE, "the mirror takes more than %d MB".formatted(properties.mostMegabytes()));
        }
        Set<String> tips = mirror.tips();
        // recorded, and certainly here: after a crash, on another machine or with a new mirror this is less, and more
        // is read again
        known.addAll(tips);
        known.retainAll(fetch.recordedTips());
        long commits = known.containsAll(tips)
                ? 0
                : mirror.log(fetch.name(), tips, known, ledger::record).received();
        mirror.tidy();
        return new Fetched(commits, mirror.size(), Duration.ofNanos(System.nanoTime() - startedAt), tips);
    }

    private void notRecorded(DueFetch fetch, String detail) {
        log.warn("{} is not fetched: {}", fetch.name(), detail);
        due.failed(fetch, FailedFetch.refused(fetch, detail));
    }

    private void failed(Path mirror, DueFetch fetch, GitFailed e) {
        String detail = String.valueOf(e.getMessage());
        if (e.reason() == Reason.STOPPED) {
            due.release(fetch);
            return;
        }
        log.warn("{} cannot be fetched: {}", fetch.name(), detail);
        switch (e.reason()) {
            case TOO_LARGE -> {
                deleteQuietly(mirror, fetch);
                due.failed(fetch, FailedFetch.costly(fetch, "too-large", detail, AFTER_TOO_LARGE));
            }
            case BROKEN -> {
                deleteQuietly(mirror, fetch);
                due.failed(fetch, FailedFetch.refused(fetch, detail));
            }
            case TIMEOUT -> due.failed(fetch, FailedFetch.costly(fetch, "failed", detail, AFTER_TIMEOUT));
            case REFUSED, STOPPED -> due.failed(fetch, FailedFetch.refused(fetch, detail));
        }
    }

    private void deleteQuietly(Path mirror, DueFetch fetch) {
        try {
            mirrors.delete(mirror);
        } catch (UncheckedIOException e) {
            log.warn("The mirror of {} cannot be deleted: {}", fetch.name(), e.toString());
        }
    }

    /** The first thread begins with what the last process left unfinished. */
    private Round rounds(String thread) {
        if (thread.equals(THREADS.getFirst())) {
            due.begin();
        }
        return () -> work() ? Duration.ZERO : POLL;
    }

    @Override
    public void start() {
        running.allow();
        worker.start();
    }

    @Override
    public Worker worker() {
        return worker;
    }
}
