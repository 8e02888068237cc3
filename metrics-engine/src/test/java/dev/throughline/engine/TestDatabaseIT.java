package dev.throughline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class TestDatabaseIT {

    @Test
    void migratesAnEmptyDatabase() {
        assertThat(JdbcClient.create(TestDatabase.create())
                        .sql("select count(*) from delivery")
                        .query(Long.class)
                        .single())
                .isZero();
    }
}
