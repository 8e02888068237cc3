package dev.throughline.server.acceptance;

import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Conformance vectors of docs/metrics.md, each told through the webhook endpoint as far as GitHub can say it, in every order. Where a
 * vector begins with a deployment that only serves as the baseline, that one is D0 and stands before the window.
 */
@ParameterizedClass
@EnumSource(Order.class)
abstract class Vectors {

    static final String MARCH = "from=2026-03-01&until=2026-04-01";

    final FullServer server;

    @Parameter
    Order order = Order.AS_IT_HAPPENED;

    Story story = new Story("");
    Repository s = story.repository("s");

    Vectors() {
        this(FullServer.shared());
    }

    Vectors(FullServer server) {
        this.server = server;
    }

    @BeforeEach
    void begin(TestInfo test) {
        String vector = test.getTestMethod().orElseThrow().getName();
        story = new Story(
                ("vector-" + vector + "-" + order).toLowerCase(Locale.ROOT).replace('_', '-'));
        s = story.repository("s");
    }

    /** Tells everything that happened. */
    void tell() {
        order.of(story.deliveries()).forEach(server::post);
        server.settle();
    }

    /** D0, the first deployment of the service, long before what the vector speaks of. */
    static void baseline(Repository repository) {
        repository.push("2026-01-05 09:00", repository.commit("c0", "2026-01-05 08:00"));
        repository.deployed("D0", "c0", "2026-01-05 10:00");
    }

    /** D1 to Dn, a new commit C1 to Cn each, on the first days of March at ten. */
    void forward(int count) {
        for (int i = 1; i <= count; i++) {
            String day = "2026-03-%02d ".formatted(i);
            s.push(day + "09:00", s.commit("C" + i, day + "08:00"));
            s.deployed("D" + i, "C" + i, day + "10:00");
        }
    }

    Deployments.One deployment(String name) {
        return new Deployments(server, s).of(name);
    }

    Metrics march() {
        return march(s);
    }

    Metrics march(Repository repository) {
        return new Metrics(server, MARCH, repository);
    }

    Metrics march(String basis) {
        return new Metrics(server, MARCH + "&basis=" + basis, s);
    }
}
