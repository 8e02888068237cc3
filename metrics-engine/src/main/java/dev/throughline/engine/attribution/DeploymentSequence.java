package dev.throughline.engine.attribution;

import dev.throughline.engine.linking.Attempt;
import dev.throughline.engine.linking.DeploymentKind;
import dev.throughline.engine.linking.LogicalDeployment;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The production history of a service, as the rules query it: the order of deployments, and which of them can be blamed. If a service has
 * several repositories, what is before and after a deployment is decided within its own.
 */
public final class DeploymentSequence {

    private final List<LogicalDeployment> deployments;
    private final Map<UUID, Integer> places = new HashMap<>();

    /** For each place, the previous one in the same repository, -1 for the first; and the next one, the length for the last. */
    private final int[] previous;

    private final int[] next;

    /** @param deployments in order */
    public DeploymentSequence(List<LogicalDeployment> deployments) {
        this.deployments = List.copyOf(deployments);
        for (int place = 0; place < deployments.size(); place++) {
            int here = place;
            deployments.get(place).attempts().forEach(attempt -> places.put(attempt.id(), here));
        }
        this.previous = new int[deployments.size()];
        this.next = new int[deployments.size()];
        Arrays.fill(next, deployments.size());
        Map<String, Integer> last = new HashMap<>();
        for (int place = 0; place < previous.length; place++) {
            Integer before = last.put(deployments.get(place).first().repository(), place);
            previous[place] = before == null ? -1 : before;
            if (before != null) {
                next[before] = place;
            }
        }
    }

    /** The deployments after this place, in the same repository. */
    private Stream<LogicalDeployment> following(int place) {
        return IntStream.iterate(next[place], later -> later < next.length, later -> next[later])
                .mapToObj(deployments::get);
    }

    public List<LogicalDeployment> deployments() {
        return deployments;
    }

    /** The member of D that represents this deployment: for a redeploy, the one that it repeats; empty for one of another service. */
    Optional<LogicalDeployment> member(UUID deployment) {
        Integer place = places.get(deployment);
        return place == null ? Optional.empty() : Optional.of(deployments.get(memberPlace(place)));
    }

    /** Whether one deployment came before another; false when either belongs to another service. */
    boolean isBefore(UUID one, UUID other) {
        Integer place = places.get(one);
        Integer otherPlace = places.get(other);
        return place != null && otherPlace != null && place < otherPlace;
    }

    /** A member of D and the redeploys that repeat it. */
    Stream<LogicalDeployment> runsOf(LogicalDeployment member) {
        int place = place(member);
        return Stream.concat(Stream.of(member), following(place).takeWhile(later -> !later.counts()));
    }

    /** The member of D right before this deployment. */
    Optional<LogicalDeployment> before(LogicalDeployment deployment) {
        int before = previous[place(deployment)];
        return before < 0 ? Optional.empty() : Optional.of(deployments.get(memberPlace(before)));
    }

    /** The first member of D after this deployment. */
    Optional<LogicalDeployment> after(LogicalDeployment deployment) {
        return following(place(deployment)).filter(LogicalDeployment::counts).findFirst();
    }

    /** The members of D after one deployment and before another in the same repository. */
    List<LogicalDeployment> between(LogicalDeployment one, LogicalDeployment other) {
        return following(place(one))
                .takeWhile(later -> later != other)
                .filter(LogicalDeployment::counts)
                .toList();
    }

    /** The latest earlier run of the version that this deployment deploys. */
    Optional<LogicalDeployment> latestRunBefore(LogicalDeployment deployment) {
        for (int place = previous[place(deployment)]; place >= 0; place = previous[place]) {
            LogicalDeployment candidate = deployments.get(place);
            if (candidate.first().isOfKnownVersion()
                    && Objects.equals(candidate.sha(), deployment.sha())
                    && Objects.equals(
                            candidate.first().digest(), deployment.first().digest())) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    /** The latest deployment that had begun at an instant, redeploys included. */
    Optional<LogicalDeployment> latestBegunAt(Instant instant) {
        for (int place = placeAfter(instant.plus(Attempt.LONGEST_RUN)) - 1; place >= 0; place--) {
            if (!deployments.get(place).beganAt().isAfter(instant)) {
                return Optional.of(deployments.get(place));
            }
        }
        return Optional.empty();
    }

    /** The place of the first deployment after an instant. */
    private int placeAfter(Instant instant) {
        int low = 0;
        int high = deployments.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (deployments.get(middle).at().isAfter(instant)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    private int place(LogicalDeployment deployment) {
        return Objects.requireNonNull(places.get(deployment.id()), "a deployment of another history");
    }

    private int memberPlace(int place) {
        int member = place;
        while (deployments.get(member).kind() == DeploymentKind.REDEPLOY) {
            member = previous[member];
        }
        return member;
    }
}
