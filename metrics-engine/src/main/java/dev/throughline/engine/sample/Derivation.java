package dev.throughline.engine.sample;

import dev.throughline.engine.linking.Attempt;
import dev.throughline.engine.linking.LogicalDeployment;
import dev.throughline.engine.linking.ProductionHistory;
import dev.throughline.engine.option.Options;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Derives the samples of one service from its facts: links from the first deployment that is new, gone, changed, or affected by a new fact;
 * then verdicts. What is already right is not written again; and if new facts affect only the end of a history, and nothing there indicates
 * a failure or repair, the rest is not read again either.
 */
final class Derivation {

    private final ServiceFacts facts;
    private final Samples samples;
    private final Options options;
    private final Affected affected;
    private final Linking linking;
    private final Judging judging;

    Derivation(ServiceFacts facts, Samples samples, Options options) {
        this.facts = facts;
        this.samples = samples;
        this.options = options;
        this.affected = new Affected(samples.touched());
        this.linking = new Linking(facts, samples, options);
        this.judging = new Judging(facts, samples, options);
    }

    /**
     * Brings the samples in line with the facts.
     *
     * @return how many deployments were linked again
     */
    int derive(DueServices.Due due) {
        if (due.isFull()) {
            return deriveAll(due);
        }
        return deriveEnd(due).orElseGet(() -> {
            Stretch whole = Stretch.whole(facts.attempts(), samples.history(), options.rollouts());
            return derive(whole, areBotsOther() ? 0 : affected.first(whole, due).orElse(0), due);
        });
    }

    /** Derives every sample again, including those of deployments that belonged to another service. */
    private int deriveAll(DueServices.Due due) {
        List<LogicalDeployment> history = ProductionHistory.of(facts.attempts().all(), options.rollouts());
        samples.deployments()
                .takeOver(history.stream().map(LogicalDeployment::id).toList());
        return derive(new Stretch(history, samples.history().deployments(), 0, true), 0, due);
    }

    private int derive(Stretch whole, int from, DueServices.Due due) {
        linking.link(whole, from, due.shas());
        samples.options().keep(options); // which incidents count is one of them
        List<StoredDeployment> stored = whole.stored();
        judging.judge(whole.history(), stored.subList(0, Math.min(from, stored.size())));
        return whole.history().size() - from;
    }

    /**
     * Derives only the end of the history, if new facts affect only that: nothing if they affect no deployment.
     *
     * @return empty when more must be examined; then nothing has been changed
     */
    private Optional<Integer> deriveEnd(DueServices.Due due) {
        Set<UUID> changed = due.deployments();
        if (changed == null || facts.hasReports() || !samples.options().chosen().equals(options.chosen())) {
            return Optional.empty();
        }
        Optional<Instant> since = Stream.of(
                        affected.firstTouched(due, Set.of()).map(Place::at),
                        facts.attempts().rollouts(changed).stream()
                                .map(Attempt::succeededAt)
                                .min(Comparator.naturalOrder()),
                        samples.history().firstSuccessOf(changed))
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder());
        if (since.isEmpty()) {
            samples.reconsiderations().causesNaming(due.shas());
            return Optional.of(0);
        }
        return new HistoryEnd(facts.attempts(), samples.history(), options.rollouts())
                .read(since.get(), changed)
                .flatMap(end -> deriveEnd(end, due, changed));
    }

    private Optional<Integer> deriveEnd(Stretch end, DueServices.Due due, Set<UUID> changed) {
        OptionalInt from = affected.first(end, due);
        if (from.isEmpty()) {
            return Optional.empty();
        }
        int judgedFrom = Math.min(from.getAsInt(), end.firstChanged());
        if (!end.isPlainFrom(judgedFrom)) {
            return Optional.empty();
        }
        linking.link(end, from.getAsInt(), due.shas());
        judging.judgeEnd(end, judgedFrom, changed);
        return Optional.of(end.history().size() - from.getAsInt());
    }

    /** The choice of whose commits give lead times affects every lead time; the effect of all other options shows in what they change. */
    private boolean areBotsOther() {
        Map<String, String> before = samples.options().chosen();
        Map<String, String> now = options.chosen();
        return Stream.of(Options.BOTS, Options.BOTS_LOGIN)
                .anyMatch(option -> !Objects.equals(before.get(option), now.get(option)));
    }
}
