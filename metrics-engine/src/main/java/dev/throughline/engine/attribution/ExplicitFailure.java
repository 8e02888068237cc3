package dev.throughline.engine.attribution;

import dev.throughline.engine.linking.LogicalDeployment;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Rule 1: the source itself says that a deployment failed after it had succeeded. An earlier failure does not count. */
final class ExplicitFailure implements EvidenceRule {

    @Override
    public Set<Trigger> triggers() {
        return Set.of(Trigger.OfHistory.FAILED_STATUS);
    }

    @Override
    public Stream<Evidence> evidence(Inquiry inquiry, List<Evidence> stronger) {
        return inquiry.history().deployments().stream()
                .filter(deployment -> deployment.attempts().anyMatch(attempt -> attempt.failedAt() != null))
                .map(LogicalDeployment::id)
                .map(inquiry.history()::member)
                .flatMap(Optional::stream)
                .map(failed -> new Evidence(failed.id(), Evidence.Rule.EXPLICIT, null, null, null));
    }
}
