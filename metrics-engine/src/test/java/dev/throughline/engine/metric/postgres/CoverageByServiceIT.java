package dev.throughline.engine.metric.postgres;

import static dev.throughline.engine.history.SmallHistory.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.engine.TestDatabase;
import dev.throughline.engine.history.SmallHistory;
import dev.throughline.engine.metric.Basis;
import dev.throughline.engine.metric.Coverage;
import dev.throughline.engine.metric.Profile;
import dev.throughline.engine.metric.Scope;
import dev.throughline.engine.metric.ServiceCoverage;
import dev.throughline.engine.metric.ServiceCoverage.Named;
import dev.throughline.engine.metric.Window;
import java.time.ZoneOffset;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class CoverageByServiceIT {

    private static final DataSource DATABASE = TestDatabase.create();
    private static final JdbcClient JDBC = JdbcClient.create(DATABASE);
    private static final Window MORNING = new Window(at("00:00"), at("18:00"), ZoneOffset.UTC);

    private final PostgresCoverageByService services = new PostgresCoverageByService(JDBC);

    @BeforeAll
    static void tell() {
        SmallHistory.into(DATABASE);
        JDBC.sql("insert into service (name, position) values ('acme/empty', 7)")
                .update();
    }

    @Test
    void countsAsTheReportOfEachServiceDoes() {
        List<ServiceCoverage> all = services.coverage(new Scope(List.of(), null), MORNING);

        assertThat(all).extracting(ServiceCoverage::service).contains("acme/empty", "acme/shop", "acme/till");
        for (ServiceCoverage one : all) {
            Coverage reported = Numbers.fourKeys(DATABASE)
                    .report(new Scope(List.of(one.service()), null), MORNING, null, Basis.COMMIT, Profile.DORA)
                    .coverage();
            assertThat(one.deployments()).isEqualTo(reported.deploymentsLinked().denominator());
            assertThat(one.linked()).isEqualTo(reported.deploymentsLinked().numerator());
            assertThat(one.withBaseline())
                    .isEqualTo(reported.deploymentsWithBaseline().numerator());
            assertThat(one.incidents()).isEqualTo(reported.incidentsLinked().denominator());
            assertThat(one.incidentsLinked())
                    .isEqualTo(reported.incidentsLinked().numerator());
        }
    }

    @Test
    void namesTheBranchesOfWhichNoPushWasTold() {
        JDBC.sql("update deployment_fact set flags = '{unlinked}' where kind <> 'initial' and counts")
                .update();
        JDBC.sql(
                        "update deployment set ref = 'release-2.1' where service_id = (select id from service where name = 'acme/shop')")
                .update();

        ServiceCoverage shop = one("acme/shop", MORNING);

        assertThat(shop.linked()).isLessThan(shop.deployments());
        assertThat(shop.unseen()).extracting(Named::name).containsExactly("release-2.1");
        assertThat(shop.repository()).isEqualTo("acme/shop");
    }

    @Test
    void namesTheEnvironmentsThatAServiceWentToWhenNoneIsProduction() {
        Window early = new Window(at("00:00"), at("09:30"), ZoneOffset.UTC);

        ServiceCoverage shop = one("acme/shop", early);

        assertThat(shop.deployments()).isZero();
        assertThat(shop.elsewhere()).extracting(Named::name).containsExactly("staging");
        assertThat(shop.lastDeploymentAt()).isNotNull();
        assertThat(one("acme/empty", MORNING).lastDeploymentAt()).isNull();
    }

    private ServiceCoverage one(String service, Window window) {
        return services.coverage(new Scope(List.of(service), null), window).getFirst();
    }
}
