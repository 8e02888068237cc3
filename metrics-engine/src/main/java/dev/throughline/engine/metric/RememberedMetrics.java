package dev.throughline.engine.metric;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Caches the answers about many services at once until samples are derived, because all open pages then ask for them again: for a thousand
 * services each takes a good part of a second. Queries about a few services are not cached.
 */
public final class RememberedMetrics implements MetricsByService {

    /** An answer about a hundred services with a year of weeks takes some megabytes. */
    private static final int MOST = 16;

    private static final int FEW = 10;
    /** For ages as of now, and in case a notice of new samples is lost. */
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final MetricsByService metrics;
    private final Freshness freshness;
    private final Clock clock;
    private final Map<Asked, Answer> answers = new LinkedHashMap<>(MOST, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Asked, Answer> eldest) {
            return size() > MOST;
        }
    };

    public RememberedMetrics(MetricsByService metrics, Freshness freshness, Clock clock) {
        this.metrics = metrics;
        this.freshness = freshness;
        this.clock = clock;
    }

    /** Windows that end now are the same for a minute. */
    private record Asked(
            String what,
            List<Scope> scopes,
            Window window,
            @Nullable Interval interval,
            Basis basis,
            Profile profile) {}

    private record Answer(String mark, Instant at, FutureTask<?> task) {}

    @Override
    public SortedMap<String, FiveMetrics> report(Window window, @Nullable String environment) {
        return metrics.report(window, environment);
    }

    @Override
    public List<ServiceReport> reports(
            Scope scope, Window window, @Nullable Interval interval, Basis basis, Profile profile) {
        return isFew(scope)
                ? metrics.reports(scope, window, interval, basis, profile)
                : remembered(
                        new Asked("reports", List.of(scope), rounded(window), interval, basis, profile),
                        () -> metrics.reports(scope, window, interval, basis, profile));
    }

    @Override
    public List<Trend> pooled(
            List<Scope> scopes, Window window, @Nullable Interval interval, Basis basis, Profile profile) {
        return scopes.stream().allMatch(RememberedMetrics::isFew)
                ? metrics.pooled(scopes, window, interval, basis, profile)
                : remembered(
                        new Asked("pooled", scopes, rounded(window), interval, basis, profile),
                        () -> metrics.pooled(scopes, window, interval, basis, profile));
    }

    @Override
    public Map<String, Double> values(Metric metric, Scope scope, Window window, Basis basis, Profile profile) {
        return isFew(scope)
                ? metrics.values(metric, scope, window, basis, profile)
                : remembered(
                        new Asked(metric.word(), List.of(scope), rounded(window), null, basis, profile),
                        () -> metrics.values(metric, scope, window, basis, profile));
    }

    private static boolean isFew(Scope scope) {
        return !scope.services().isEmpty() && scope.services().size() <= FEW;
    }

    private Window rounded(Window window) {
        Instant minute = window.until().truncatedTo(ChronoUnit.MINUTES);
        boolean isNow = Duration.between(window.until(), clock.instant()).abs().compareTo(LONGEST) < 0;
        return isNow && minute.isAfter(window.from()) ? new Window(window.from(), minute, window.zone()) : window;
    }

    /** A caller that asks for what another is already asking for waits for that answer. */
    @SuppressWarnings("unchecked")
    private <T> T remembered(Asked asked, Supplier<T> ask) {
        String mark = freshness.mark();
        Instant now = clock.instant();
        FutureTask<T> task;
        synchronized (answers) {
            Answer known = answers.get(asked);
            if (known != null
                    && known.mark.equals(mark)
                    && Duration.between(known.at, now).compareTo(LONGEST) < 0) {
                task = (FutureTask<T>) known.task;
            } else {
                task = new FutureTask<>(ask::get);
                answers.put(asked, new Answer(mark, now, task));
            }
        }
        task.run();
        try {
            return task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for numbers", e);
        } catch (ExecutionException e) {
            synchronized (answers) {
                answers.values().removeIf(answer -> answer.task == task);
            }
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
