package dev.throughline.engine.sample;

import dev.throughline.engine.attribution.Evidence;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What was concluded about the deployments of one service. */
public interface Judgements {

    /** Keeps verdicts that changed. */
    void judge(Map<UUID, StoredDeployment.Verdict> verdicts);

    /** Stores the evidence: all of the service's. */
    void evidence(List<Evidence> evidence);
}
