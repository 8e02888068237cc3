package dev.throughline.collector.fuzz;

import dev.throughline.collector.source.Normalization;
import dev.throughline.collector.source.Normalizer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Has a source read many bodies, on threads that are given up when one of them does not end. */
final class Run {

    private static final int THREADS = 2;

    /** Far more than any body takes, and more than a machine that is busy elsewhere makes of it. */
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    /** The one exception that a source may throw: it cut an expression off. */
    private static final String RUNAWAY = "dev.throughline.collector.source.declared.Runaway";

    private static final int LONGEST_SHOWN = 2000;

    private final Normalizer normalizer;
    private final List<Case> cases;
    private final AtomicInteger next = new AtomicInteger();
    private final Map<String, Failure> failures = new ConcurrentHashMap<>();
    private final Map<String, Integer> outcomes = new ConcurrentHashMap<>();
    private final List<Worker> workers = new ArrayList<>();

    /** Those that failed in the same way. */
    private record Failure(Case first, int count, String how) {

        Failure and(Failure other) {
            return new Failure(first, count + other.count, how);
        }
    }

    private static final class Worker {

        private volatile @Nullable Case current;
        private volatile long since;
        private final Thread thread;

        Worker(Run run, int number) {
            thread = Thread.ofPlatform().daemon().name("fuzz-", number).unstarted(() -> run.work(this));
        }

        Optional<Case> late() {
            return System.nanoTime() - since > DEADLINE.toNanos() ? Optional.ofNullable(current) : Optional.empty();
        }
    }

    private Run(Normalizer normalizer, List<Case> cases) {
        this.normalizer = normalizer;
        this.cases = cases;
    }

    static Run of(Normalizer normalizer, List<Case> cases) throws InterruptedException {
        Run run = new Run(normalizer, cases);
        for (int i = 0; i < THREADS; i++) {
            run.workers.add(new Worker(run, i));
        }
        run.workers.forEach(worker -> worker.thread.start());
        run.await();
        return run;
    }

    private void await() throws InterruptedException {
        for (Worker worker : workers) {
            while (!worker.thread.join(Duration.ofMillis(200))) {
                workers.forEach(each -> each.late().ifPresent(late -> giveUp(each, late)));
            }
        }
    }

    /** The thread cannot be made to stop; the others end with their cases. */
    private void giveUp(Worker worker, Case late) {
        next.set(cases.size());
        String where = Stream.of(worker.thread.getStackTrace())
                .limit(30)
                .map(frame -> "\n      at " + frame)
                .collect(Collectors.joining());
        throw new AssertionError("%s does not end%s%n%s".formatted(late.name(), where, this));
    }

    private void work(Worker worker) {
        for (int i = next.getAndIncrement(); i < cases.size(); i = next.getAndIncrement()) {
            Case one = cases.get(i);
            worker.since = System.nanoTime();
            worker.current = one;
            read(one);
            worker.current = null;
        }
    }

    private void read(Case one) {
        try {
            Normalization outcome = normalizer.normalize(one.delivery(normalizer));
            outcomes.merge(outcome.getClass().getSimpleName(), 1, Integer::sum);
            Verdict.on(outcome).ifPresent(wrong -> note(one, wrong, wrong));
        } catch (Throwable e) {
            if (e.getClass().getName().equals(RUNAWAY)) {
                outcomes.merge("Runaway", 1, Integer::sum);
            } else {
                note(one, e.getClass() + place(e), shown(e));
            }
        }
    }

    private void note(Case one, String kind, String how) {
        failures.merge(kind, new Failure(one, 1, how), Failure::and);
    }

    private static String place(Throwable e) {
        return Stream.of(e.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith("dev.throughline"))
                .findFirst()
                .map(frame -> " at " + frame)
                .orElse("");
    }

    private static String shown(Throwable e) {
        return Stream.concat(
                        Stream.of(String.valueOf(e)),
                        Stream.of(e.getStackTrace()).limit(12).map(frame -> "at " + frame))
                .collect(Collectors.joining("\n      "));
    }

    boolean isClean() {
        return failures.isEmpty();
    }

    /** How many ended in this way. */
    int count(String outcome) {
        return outcomes.getOrDefault(outcome, 0);
    }

    /** What became of the cases, and of each kind of failure the first with its body. */
    @Override
    public String toString() {
        return new TreeMap<>(outcomes)
                + failures.values().stream()
                        .sorted(Comparator.comparing(failure -> failure.first().name()))
                        .map(failure -> "%n  %s (of %d), to run it again: -Dfuzz.case=%s%n      %s%n      %s"
                                .formatted(
                                        failure.first().source(),
                                        failure.count(),
                                        failure.first().name(),
                                        failure.how(),
                                        body(failure.first())))
                        .collect(Collectors.joining());
    }

    static String body(Case one) {
        String body = new String(one.body(), StandardCharsets.UTF_8);
        return body.length() <= LONGEST_SHOWN ? body : body.substring(0, LONGEST_SHOWN) + "…";
    }
}
