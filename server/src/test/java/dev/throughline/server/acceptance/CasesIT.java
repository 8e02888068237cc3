package dev.throughline.server.acceptance;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.throughline.server.acceptance.FullServer.Envelope;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Situations that people of other tools reported: each comes out right, in any order, and with deliveries that come twice. */
class CasesIT {

    private static final String[] RULES = {
        "--throughline.github.deployments[0].repository=cases/wf-*",
        "--throughline.github.deployments[0].from=workflow",
        "--throughline.github.deployments[0].pattern=Deploy to production",
        "--throughline.github.deployments[1].repository=cases/rel-*",
        "--throughline.github.deployments[1].from=release"
    };

    /** Issue 11: what is still wrong. One that comes right fails here until it is taken out. */
    private static final Set<String> WRONG = Set.of();

    @TestFactory
    Stream<DynamicTest> isRightInOrder() {
        return told(deliveries -> {});
    }

    @TestFactory
    Stream<DynamicTest> isRightShuffledAndDoubled() {
        return told(CasesIT::shuffleAndDouble);
    }

    private interface Disorder {
        void in(List<Envelope> deliveries);
    }

    private static Stream<DynamicTest> told(Disorder disorder) {
        List<Case> cases = Case.all();
        Assumptions.assumeFalse(cases.isEmpty(), "no cases beside the repository");
        List<Envelope> deliveries = new ArrayList<>();
        cases.forEach(one -> deliveries.addAll(one.deliveries()));
        disorder.in(deliveries);
        FullServer server = FullServer.start(RULES);
        server.postAll(deliveries);
        server.settle();
        return cases.stream()
                .map(one -> DynamicTest.dynamicTest(one.name(), () -> tell(one, server)))
                .onClose(server::close);
    }

    private static void tell(Case one, FullServer server) {
        if (WRONG.contains(one.name())) {
            assertThatThrownBy(() -> one.assertTrue(server)).isInstanceOf(AssertionError.class);
        } else {
            one.assertTrue(server);
        }
    }

    private static void shuffleAndDouble(List<Envelope> deliveries) {
        deliveries.addAll(List.copyOf(deliveries));
        Collections.shuffle(deliveries, new Random(11));
    }
}
