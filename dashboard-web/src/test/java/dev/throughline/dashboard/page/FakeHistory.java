package dev.throughline.dashboard.page;

import dev.throughline.dashboard.FakeFourKeys;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The same few deployments for every service. */
class FakeHistory implements History {

    private static final Instant NOW = PagesApplication.NOW;

    private final FakeFourKeys fourKeys;

    FakeHistory(FakeFourKeys fourKeys) {
        this.fourKeys = fourKeys;
    }

    @Override
    public List<Service> services(String after, int limit) {
        return fourKeys.names().stream()
                .filter(name -> name.compareToIgnoreCase(after) > 0)
                .limit(limit)
                .map(FakeHistory::made)
                .toList();
    }

    @Override
    public Optional<Service> service(String name) {
        return fourKeys.names().stream()
                .filter(each -> each.equalsIgnoreCase(name))
                .map(FakeHistory::made)
                .findAny();
    }

    @Override
    public List<Deployment> deployments(String service, @Nullable String environment, int limit) {
        if (service.equals("shop/silent")) {
            return List.of();
        }
        List<Deployment> deployments = new ArrayList<>();
        String[] kinds = {"forward", "forward", "rollback", "forward", "redeploy", "forward", "initial"};
        for (int i = 0; i < kinds.length; i++) {
            deployments.add(new Deployment(
                    "id" + i,
                    i == 4 ? "prod-eu" : "production",
                    "production",
                    "da81140d16932d8d05ebc69c408907c514b97f3" + i,
                    i % 2 == 0 ? "v2.1" + i : null,
                    kinds[i],
                    "success",
                    i == 3 || i == 5,
                    i == 3 ? List.of("rollback", "declared") : i == 5 ? List.of("window") : List.of(),
                    i == 1 ? List.of("ambiguous") : List.of(),
                    NOW.minus(Duration.ofHours(7 + 31L * i)),
                    i * 3,
                    i == 0 ? "https://github.com/openzipkin/zipkin/deployments" : "javascript:alert(1)"));
        }
        deployments.add(new Deployment(
                "x",
                "production",
                "production",
                null,
                null,
                null,
                "failure",
                false,
                List.of(),
                List.of(),
                null,
                0,
                null));
        return deployments;
    }

    @Override
    public List<Incident> openIncidents(String service) {
        return service.equals("shop/silent")
                ? List.of()
                : List.of(new Incident(
                        "Checkout answers 500 <b>for some</b>",
                        NOW.minus(Duration.ofHours(54)),
                        "window",
                        "https://github.com/openzipkin/zipkin/issues/1"));
    }

    private static Service made(String name) {
        return new Service(name, List.of("production", "prod-eu"), NOW.minus(Duration.ofDays(200)), 232);
    }
}
