package dev.throughline.dashboard.page;

import dev.throughline.dashboard.FakeFourKeys;
import dev.throughline.engine.metric.CoverageByService;
import dev.throughline.engine.metric.Scope;
import dev.throughline.engine.metric.ServiceCoverage;
import dev.throughline.engine.metric.ServiceCoverage.Named;
import dev.throughline.engine.metric.Window;
import java.util.List;

/** Of one service twelve deployments are not known, one went to another environment, and of the others everything is known. */
class FakeCoverage implements CoverageByService {

    private final FakeFourKeys fourKeys;

    FakeCoverage(FakeFourKeys fourKeys) {
        this.fourKeys = fourKeys;
    }

    @Override
    public List<ServiceCoverage> coverage(Scope scope, Window window) {
        return fourKeys.names().stream()
                .filter(name -> scope.services().isEmpty() || scope.services().contains(name))
                .map(FakeCoverage::of)
                .toList();
    }

    private static ServiceCoverage of(String service) {
        return switch (service) {
            case "shop/checkout" ->
                new ServiceCoverage(
                        service,
                        "shop",
                        service,
                        40,
                        28,
                        39,
                        1,
                        300,
                        12,
                        288,
                        20,
                        0,
                        10,
                        7,
                        true,
                        List.of(new Named("release-2.1", 12)),
                        List.of(),
                        44,
                        null);
            case "shop/silent" ->
                new ServiceCoverage(
                        service,
                        null,
                        service,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        false,
                        List.of(),
                        List.of(new Named("dev-eu", 3)),
                        0,
                        null);
            case PagesApplication.HOSTILE ->
                new ServiceCoverage(
                        service, null, null, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, false, List.of(), List.of(), 0, null);
            default ->
                new ServiceCoverage(
                        service, null, service, 42, 42, 42, 0, 321, 0, 321, 0, 0, 3, 3, true, List.of(), List.of(), 42,
                        null);
        };
    }
}
