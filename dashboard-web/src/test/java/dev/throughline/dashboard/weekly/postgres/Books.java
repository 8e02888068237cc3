package dev.throughline.dashboard.weekly.postgres;

import dev.throughline.dashboard.weekly.ReportBook;
import dev.throughline.engine.TestDatabase;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Books of reports, each on a real database of its own. */
public final class Books {

    private Books() {}

    public static DataSource database() {
        return TestDatabase.create();
    }

    public static ReportBook on(DataSource database) {
        return new PostgresReportBook(JdbcClient.create(database));
    }

    /** What became of the only report. */
    public static String state(DataSource database) {
        return JdbcClient.create(database)
                .sql("select state || ' ' || attempts from report_sending")
                .query(String.class)
                .single();
    }
}
