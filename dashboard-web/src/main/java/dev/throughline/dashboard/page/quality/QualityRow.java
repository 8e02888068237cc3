package dev.throughline.dashboard.page.quality;

import dev.throughline.dashboard.page.frame.Selection;
import dev.throughline.dashboard.page.frame.ServicePath;
import dev.throughline.dashboard.quality.Diagnosis;
import dev.throughline.dashboard.quality.Finding;
import dev.throughline.dashboard.wording.Wording;
import dev.throughline.engine.metric.ServiceCoverage;
import java.util.List;

/**
 * A service: what is known exactly, and what is not.
 *
 * @param findings what costs most first; none when nothing is missing
 */
record QualityRow(
        String name, String path, Share linked, Share baseline, Share incidents, long samples, List<Finding> findings) {

    /** {@code percent} is empty when there is nothing to have a share of. */
    record Share(String percent, String counted) {

        static Share of(long numerator, long denominator) {
            return denominator == 0
                    ? new Share("", "")
                    : new Share(Wording.percent((double) numerator / denominator), numerator + " of " + denominator);
        }
    }

    static QualityRow of(Diagnosis diagnosis, Selection selection) {
        ServiceCoverage known = diagnosis.coverage();
        return new QualityRow(
                known.service(),
                ServicePath.of(known.service(), selection.query()),
                Share.of(known.linked(), known.deployments()),
                Share.of(known.withBaseline(), known.deployments()),
                Share.of(known.incidentsLinked(), known.incidents()),
                known.samples(),
                diagnosis.findings());
    }
}
