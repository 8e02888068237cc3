package dev.throughline.collector.git;

import dev.throughline.collector.git.DueFetches.DueFetch;
import dev.throughline.collector.git.DueFetches.Fetched;
import dev.throughline.collector.git.GitProperties.Place;
import dev.throughline.engine.ledger.CommitGraphLedger;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Fetches what is due, one repository after the other. Any number of processes may do so. Whatever goes wrong with a repository is
 * written down with it and tried again later; the next one is not kept waiting.
 */
final class GitWorker implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(GitWorker.class);
    private static final long POLL_MILLIS = 1_000;
    private static final long PAUSE_MILLIS = 10_000;

    private final DueFetches due;
    private final CommitGraphLedger ledger;
    private final GitProperties properties;
    private final Path folder;
    private final String command;
    private final Git.Running running = new Git.Running();
    private volatile @Nullable Thread thread;

    /** @param folder where the mirrors are */
    GitWorker(DueFetches due, CommitGraphLedger ledger, GitProperties properties, Path folder, String command) {
        this.due = due;
        this.ledger = ledger;
        this.properties = properties;
        this.folder = folder;
        this.command = command;
    }

    /** Fetches one repository, if one is due. */
    boolean work() {
        Optional<DueFetch> taken = due.take(lease());
        taken.ifPresent(this::work);
        return taken.isPresent();
    }

    private void work(DueFetch fetch) {
        Optional<Place> place = properties.place(fetch.name());
        if (place.isEmpty()) {
            due.forget(fetch);
            return;
        }
        switch (place.get()) {
            case Place.BadName _ -> due.failed(fetch, "bad-name", "the name of the repository cannot be part of a URL");
            case Place.At at -> fetch(fetch, at.url());
        }
    }

    private void fetch(DueFetch fetch, String url) {
        Mirror mirror = new Mirror(folder.resolve(fetch.repository() + ".git"), command, properties, running);
        try {
            Fetched fetched = fetchAndRecord(mirror, fetch, url);
            due.succeeded(fetch, fetched);
            log.info(
                    "Fetched {} commits of {} in {} ms",
                    fetched.commits(),
                    fetch.name(),
                    fetched.took().toMillis());
        } catch (GitFailed e) {
            failed(mirror, fetch, e);
        } catch (RuntimeException e) {
            log.warn("The commits of {} cannot be recorded: {}", fetch.name(), e.toString());
            due.failed(
                    fetch,
                    "failed",
                    "the commits could not be recorded: " + e.getClass().getSimpleName());
        }
    }

    private Fetched fetchAndRecord(Mirror mirror, DueFetch fetch, String url) {
        long startedAt = System.nanoTime();
        Set<String> known = new HashSet<>(mirror.tips());
        mirror.fetch(url);
        Set<String> tips = mirror.tips();
        // recorded, and certainly here: after a crash, on another machine or with a new mirror that is less, and more
        // is read again
        known.addAll(tips);
        known.retainAll(fetch.recordedTips());
        due.extend(fetch, lease());
        long commits = known.containsAll(tips)
                ? 0
                : mirror.log(fetch.name(), tips, known, ledger::record).received();
        mirror.tidy();
        return new Fetched(commits, mirror.size(), Duration.ofNanos(System.nanoTime() - startedAt), tips);
    }

    private void failed(Mirror mirror, DueFetch fetch, GitFailed e) {
        String detail = String.valueOf(e.getMessage());
        switch (e.reason()) {
            case STOPPED -> due.release(fetch);
            case TOO_LARGE -> {
                deleteQuietly(mirror, fetch);
                log.warn("{} is not fetched: {}", fetch.name(), detail);
                due.failed(fetch, "too-large", detail);
            }
            case REFUSED, TIMEOUT -> {
                log.warn("{} cannot be fetched: {}", fetch.name(), detail);
                due.failed(fetch, "failed", detail);
            }
        }
    }

    private static void deleteQuietly(Mirror mirror, DueFetch fetch) {
        try {
            mirror.delete();
        } catch (UncheckedIOException e) {
            log.warn("The mirror of {} cannot be deleted: {}", fetch.name(), e.toString());
        }
    }

    /** Longer than one run of git. Should several take longer together, another process may fetch the same: twice the work, no harm. */
    private Duration lease() {
        return properties.timeout().plusMinutes(1);
    }

    private void run() {
        boolean isBegun = false;
        while (isRunning()) {
            try {
                if (!isBegun) {
                    due.addUnknown();
                    isBegun = true;
                }
                if (!work()) {
                    Thread.sleep(POLL_MILLIS);
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException | OutOfMemoryError e) {
                if (isRunning()) {
                    log.warn("Commits cannot be fetched at the moment: {}", e.toString());
                    pause();
                }
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void start() {
        running.allow();
        Thread started = new Thread(this::run, "git-worker");
        started.setDaemon(true);
        thread = started;
        started.start();
    }

    /** Ends the git that runs; what it fetched so far is fetched again. */
    @Override
    public void stop() {
        Thread ending = thread;
        thread = null;
        running.stop();
        if (ending != null) {
            try {
                ending.join(Duration.ofSeconds(4));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    @Override
    public int getPhase() {
        return 1;
    }
}
