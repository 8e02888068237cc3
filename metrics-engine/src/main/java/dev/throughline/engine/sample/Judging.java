package dev.throughline.engine.sample;

import dev.throughline.engine.attribution.AttributionOptions;
import dev.throughline.engine.attribution.DeploymentSequence;
import dev.throughline.engine.attribution.Inquiry;
import dev.throughline.engine.attribution.Trigger;
import dev.throughline.engine.attribution.Verdicts;
import dev.throughline.engine.linking.Attempt;
import dev.throughline.engine.linking.LogicalDeployment;
import dev.throughline.engine.option.Options;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Concludes which deployments of one service failed or repaired others, and stores it. */
final class Judging {

    private final ServiceFacts facts;
    private final Samples samples;
    private final Options options;

    Judging(ServiceFacts facts, Samples samples, Options options) {
        this.facts = facts;
        this.samples = samples;
        this.options = options;
    }

    /** Deployments without any evidence get the plain verdict; otherwise the whole history is judged. */
    void judgeEnd(Stretch end, int from, Set<UUID> changed) {
        List<LogicalDeployment> again =
                end.history().subList(from, end.history().size());
        if (again.isEmpty()) {
            return;
        }
        Set<UUID> ids = new HashSet<>(changed);
        again.stream().flatMap(LogicalDeployment::attempts).map(Attempt::id).forEach(ids::add);
        if (isPlain(ids, again.getFirst().at().minus(Attempt.LONGEST_RUN))) {
            samples.judgements().judge(verdicts(again, Verdicts.NONE, List.of()));
        } else {
            Stretch whole = Stretch.whole(facts.attempts(), samples.history(), options.rollouts());
            judge(whole.history(), whole.stored());
        }
    }

    private boolean isPlain(Set<UUID> deployments, Instant since) {
        AttributionOptions.Bugs bugs = options.attribution().bugs();
        return Verdicts.isPlain(facts.testimony().works(bugs, deployments), bugs)
                && !facts.testimony().isAnySaid(Verdicts.triggers(Trigger.OfWord.class), deployments, since);
    }

    /** @param standing those of which the samples have verdicts */
    void judge(List<LogicalDeployment> history, List<StoredDeployment> standing) {
        Verdicts verdicts = Verdicts.of(
                new Inquiry(
                        new DeploymentSequence(history),
                        facts.testimony().works(options.attribution().bugs()),
                        facts.testimony().incidents(),
                        facts.testimony().rulings()),
                options.attribution());
        samples.judgements().judge(verdicts(history, verdicts, standing));
        samples.judgements().evidence(verdicts.evidence());
    }

    /** The verdicts that differ from the stored ones. */
    private Map<UUID, StoredDeployment.Verdict> verdicts(
            List<LogicalDeployment> history, Verdicts verdicts, List<StoredDeployment> standing) {
        Map<UUID, StoredDeployment.Verdict> before =
                standing.stream().collect(Collectors.toMap(StoredDeployment::id, StoredDeployment::verdict));
        Map<UUID, StoredDeployment.Verdict> changed = new HashMap<>();
        for (LogicalDeployment deployment : history) {
            UUID id = deployment.id();
            StoredDeployment.Verdict verdict = StoredDeployment.Verdict.of(
                    deployment, verdicts.failures().get(id), verdicts.rework().contains(id), options.counting());
            if (!verdict.equals(before.getOrDefault(id, StoredDeployment.Verdict.NONE))) {
                changed.put(id, verdict);
            }
        }
        return changed;
    }
}
