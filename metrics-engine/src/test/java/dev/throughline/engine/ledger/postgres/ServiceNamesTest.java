package dev.throughline.engine.ledger.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.engine.fact.SourceTraits.Holds;
import dev.throughline.engine.ledger.postgres.ServiceNames.Configured;
import dev.throughline.engine.ledger.postgres.ServiceNames.Repository;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ServiceNamesTest {

    private final List<Configured> configuration = new ArrayList<>();
    private final List<Repository> repositories = new ArrayList<>();

    @Test
    void countsARepositoryForTheServiceOfItsName() {
        repository("acme/shop");

        assertThat(services()).containsExactly(Map.entry(1L, Set.of("acme/shop")));
    }

    @Test
    void countsARepositoryForEveryServiceThatNamesIt() {
        configure("api", "acme/Mono");
        configure("web", "acme/m*");
        configure("till", "acme/till");
        repository("acme/mono");

        assertThat(services()).containsEntry(1L, Set.of("api", "web"));
    }

    @Test
    void countsSeveralRepositoriesForOneService() {
        configure("checkout", "acme/shop", "acme/shop-*");
        repository("acme/shop");
        repository("acme/shop-ui");
        repository("acme/shopping");

        assertThat(services())
                .containsEntry(1L, Set.of("checkout"))
                .containsEntry(2L, Set.of("checkout"))
                .containsEntry(3L, Set.of("acme/shopping"));
    }

    @Test
    void findsARenamedRepositoryByTheNameInTheConfiguration() {
        configure("checkout", "acme/shop");
        repository("acme/store", "acme/shop");

        assertThat(services()).containsEntry(1L, Set.of("checkout"));
    }

    @Test
    void givesANameThatWasTakenAgainToWhoHasItNow() {
        configure("checkout", "acme/shop");
        repository("acme/store", "acme/shop");
        repository("acme/shop");

        assertThat(services()).containsEntry(1L, Set.of("acme/store")).containsEntry(2L, Set.of("checkout"));
    }

    @Test
    void meetsWhatIsReportedOfTheSameName() {
        repository("acme/Shop");
        reported("acme/shop");

        assertThat(services()).containsEntry(1L, Set.of("acme/Shop")).containsEntry(2L, Set.of("acme/Shop"));
    }

    @Test
    void countsNothingThatWasNeverNamedForAService() {
        configure("all", "*");
        repositories.add(new Repository(1L, Holds.SERVICE, "", "events:incidents", "events:incidents", Set.of()));

        assertThat(services()).containsExactly(Map.entry(1L, Set.of()));
    }

    @Test
    void followsARepositoryThatWasRenamed() {
        repository("acme/store", "acme/shop");
        reported("acme/shop");

        assertThat(services()).containsEntry(2L, Set.of("acme/store"));
    }

    @Test
    void followsNobodyWhenTwoWentSeparateWays() {
        repository("acme/store", "acme/shop");
        repository("acme/kiosk", "acme/shop");
        reported("acme/shop");

        assertThat(services()).containsEntry(3L, Set.of("acme/shop"));
    }

    @Test
    void takesAReportForTheConfiguredServiceThatItNames() {
        configure("shop/api", "acme/mono");
        configure("shop/web", "acme/mono", "shop/*");
        reported("shop/API");

        assertThat(services()).containsEntry(1L, Set.of("shop/api"));
    }

    @Test
    void tellsRepositoriesOfOneNameApartByTheirHosts() {
        withHost("git.corp.example", "acme/shop");
        add(Holds.COMMITS, "gitlab.com", "Acme/Shop");
        assertThat(services())
                .containsEntry(1L, Set.of("git.corp.example/acme/shop"))
                .containsEntry(2L, Set.of("Acme/Shop"));

        repositories.removeLast();
        withHost("gitlab.com", "Acme/Shop");
        add(Holds.COMMITS, "github.com", "acme/shop");
        add(Holds.COMMITS, "a.example", "acme/till");
        add(Holds.COMMITS, "", "acme/shop");
        configure("corp", "git.corp.example/acme/shop");
        configure("all", "acme/shop");
        assertThat(services())
                .containsEntry(1L, Set.of("corp"))
                .containsEntry(2L, Set.of("gitlab.com/Acme/Shop"))
                .containsEntry(3L, Set.of("all"))
                .containsEntry(4L, Set.of("acme/till"))
                .containsEntry(5L, Set.of("all"));
    }

    @Test
    void spellsOneServiceOneWay() {
        repository("acme/shop");
        repository("acme/Shop");

        assertThat(Set.copyOf(services().values())).containsExactly(Set.of("acme/shop"));
    }

    @Test
    void countsWhatHoldsNothingForNoService() {
        configure("all", "acme/*");
        repository("acme/shop");
        reported("acme/till");
        add(Holds.NOTHING, "pager.example", "acme/shop");
        add(Holds.NOTHING, "", "ACME/Till");
        add(Holds.NOTHING, "", "acme.pager.example", "acme/shop");

        assertThat(services())
                .containsEntry(1L, Set.of("all"))
                .containsEntry(2L, Set.of("all"))
                .containsEntry(3L, Set.of())
                .containsEntry(4L, Set.of())
                .containsEntry(5L, Set.of());
    }

    @Test
    void leavesANameToARepositoryOfWhichWhatHoldsNothingHasItToo() {
        repository("acme/shop");
        add(Holds.NOTHING, "a.example", "acme/shop");

        assertThat(services()).containsEntry(1L, Set.of("acme/shop"));
    }

    @Test
    void followsARepositoryWhoseOldNameOnlyWhatHoldsNothingHas() {
        repository("acme/store", "acme/shop");
        reported("acme/shop");
        add(Holds.NOTHING, "", "acme/shop");

        assertThat(services()).containsEntry(2L, Set.of("acme/store"));
    }

    private void configure(String name, String... globs) {
        configuration.add(new Configured(name, List.of(globs)));
    }

    private void repository(String name, String... olderNames) {
        add(Holds.COMMITS, "github.com", name, olderNames);
    }

    private void reported(String name) {
        add(Holds.SERVICE, "", name);
    }

    private void add(Holds holds, String host, String name, String... olderNames) {
        add(holds, host, name, name, olderNames);
    }

    /** One whose name another host has, and comes first: ServicesIT holds which does. */
    private void withHost(String host, String name) {
        add(Holds.COMMITS, host, name, host + "/" + name, new String[0]);
    }

    private void add(Holds holds, String host, String name, String shown, String[] olderNames) {
        Set<String> aliases = Arrays.stream(olderNames)
                .map(alias -> alias.toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        aliases.add(name.toLowerCase(Locale.ROOT));
        repositories.add(new Repository(repositories.size() + 1L, holds, host, name, shown, aliases));
    }

    private Map<Long, Set<String>> services() {
        return new ServiceNames(configuration, repositories).byRepository();
    }
}
