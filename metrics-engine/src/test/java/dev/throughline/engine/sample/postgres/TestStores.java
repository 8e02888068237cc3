package dev.throughline.engine.sample.postgres;

import dev.throughline.engine.sample.DerivedOptions;
import dev.throughline.engine.sample.DueServices;
import dev.throughline.engine.sample.SampleStore;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Opens the stores of this package for tests of others. */
public final class TestStores {

    private TestStores() {}

    public static DueServices dueServices(JdbcClient jdbc) {
        return new PostgresDueServices(jdbc);
    }

    public static DerivedOptions derivedOptions(JdbcClient jdbc) {
        return new PostgresDerivedOptions(jdbc);
    }

    public static SampleStore samples(DataSource database) {
        return new PostgresSampleStore(new JdbcTemplate(database));
    }
}
