package dev.throughline.engine.history.postgres;

import static dev.throughline.engine.history.SmallHistory.SHOP;
import static dev.throughline.engine.history.SmallHistory.at;
import static dev.throughline.engine.history.SmallHistory.deployment;
import static dev.throughline.engine.history.SmallHistory.sha;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.throughline.engine.TestDatabase;
import dev.throughline.engine.history.ProductionDeployment;
import dev.throughline.engine.history.SmallHistory;
import dev.throughline.engine.metric.UnknownService;
import java.time.ZoneOffset;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class ProductionDeploymentsIT {

    private static final DataSource DATABASE = TestDatabase.create();
    private static final JdbcClient JDBC = JdbcClient.create(DATABASE);

    private final PostgresProductionDeployments deployments = new PostgresProductionDeployments(JDBC);
    private final PostgresServiceFinder finder = new PostgresServiceFinder(JDBC);

    @BeforeAll
    static void tell() {
        SmallHistory.into(DATABASE);
        JDBC.sql("update deployment_fact set failed_at = :from, restored_at = :until where deployment_id = :id")
                .param("from", at("11:30").atOffset(ZoneOffset.UTC))
                .param("until", at("12:30").atOffset(ZoneOffset.UTC))
                .param("id", deployment(SHOP, 3))
                .update();
        JDBC.sql("insert into source (name, change_sign) values ('forge', '!')").update();
        JDBC.sql("""
                        with kept as (insert into repository (source, external_id, name, named_at)
                                      values ('forge', '4711', 'acme/legacy', now()) returning id)
                        insert into service_repository (service_id, repository_id)
                        select service.id, kept.id from service, kept where service.name = 'acme/till'
                        """).update();
    }

    @Test
    void tellsWhatCameOfEachDeployment() {
        List<ProductionDeployment> found = deployments.between(List.of("ACME/shop"), at("10:00"), at("12:00"), 10);

        assertThat(found)
                .extracting(ProductionDeployment::id)
                .containsExactly(deployment(SHOP, 3), deployment(SHOP, 1));
        assertThat(found.getFirst())
                .isEqualTo(new ProductionDeployment(
                        deployment(SHOP, 3),
                        "acme/shop",
                        null,
                        "production",
                        "3",
                        sha(3),
                        at("11:00"),
                        "https://example.org/3",
                        at("10:40"),
                        at("11:30"),
                        at("12:30"),
                        new ProductionDeployment.Delivered("Sell apples", "https://example.org/pull/12", at("10:45"))));
        assertThat(found.getLast().change()).isNull();
        assertThat(found.getLast().failedAt()).isNull();
    }

    @Test
    void answersTheNewestOfAllServicesWhenThereAreMore() {
        assertThat(deployments.between(List.of(), at("08:00"), at("13:00"), 1))
                .extracting(ProductionDeployment::id)
                .containsExactly(deployment(SHOP, 4));
        assertThatThrownBy(() -> deployments.between(List.of("nobody"), at("08:00"), at("13:00"), 1))
                .isInstanceOf(UnknownService.class);
    }

    @Test
    void findsFailuresByWhenTheyBegan() {
        assertThat(deployments.failedBetween(at("11:30"), at("11:31"), 10))
                .extracting(ProductionDeployment::id)
                .containsExactly(deployment(SHOP, 3));
        assertThat(deployments.failedBetween(at("11:00"), at("11:30"), 10)).isEmpty();
    }

    @Test
    void findsServicesByWhatOthersCallThem() {
        assertThat(finder.ofProject("Acme/Store")).containsExactly("acme/shop");
        assertThat(finder.ofProject("4711")).containsExactly("acme/till");
        assertThat(finder.ofProject("1")).as("the id of a repository at GitHub").isEmpty();
        assertThat(finder.ofGroup("ACME")).containsExactly("acme/shop", "acme/till");
        assertThat(finder.ofGroup("acm")).isEmpty();
        assertThat(finder.ofGroup("%")).isEmpty();
        assertThat(finder.ofRepository("Shop")).containsExactly("acme/shop");
        assertThat(finder.ofRepository("acme/till")).containsExactly("acme/till");
        assertThat(finder.ofRepository("op")).isEmpty();
    }
}
