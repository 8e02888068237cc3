package dev.throughline.collector.source.api;

import dev.throughline.collector.report.BadBody;
import dev.throughline.collector.report.SourceReport;
import dev.throughline.collector.source.Delivery;
import dev.throughline.collector.source.Normalization;
import dev.throughline.collector.source.Normalizer;
import dev.throughline.engine.fact.SourceTraits;
import dev.throughline.engine.fact.SourceTraits.Precedence;

/** Reads what arrived through the REST API: its deliveries are reports. */
final class ApiSource implements Normalizer {

    static final String NAME = "api";

    /** The sender names a service; the repository of its commits is optional. */
    private static final SourceTraits TRAITS = SourceTraits.ofServices(NAME, Precedence.REPORT);

    @Override
    public SourceTraits traits() {
        return TRAITS;
    }

    @Override
    public Normalization normalize(Delivery delivery) {
        return SourceReport.Kind.of(delivery.event())
                .map(kind -> normalize(kind, delivery))
                .orElseGet(() ->
                        new Normalization.Ignored("nothing is measured from the event '" + delivery.event() + "'"));
    }

    private static Normalization normalize(SourceReport.Kind kind, Delivery delivery) {
        try {
            return new Normalization.Facts(
                    SourceReport.read(NAME, kind, delivery.body()).facts(delivery.key(), delivery.receivedAt()));
        } catch (BadBody e) {
            BadBody.Error first = e.errors().getFirst();
            return new Normalization.Malformed(first.parameter(), "should be " + first.expected());
        }
    }
}
