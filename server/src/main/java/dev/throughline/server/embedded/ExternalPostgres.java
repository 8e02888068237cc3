package dev.throughline.server.embedded;

import dev.throughline.server.cli.StartRefused;
import dev.throughline.server.settings.Secret;
import dev.throughline.server.settings.Settings;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/** The configured PostgreSQL. Contacted once at the start, so that a wrong address or password is reported at once. */
final class ExternalPostgres implements JdbcConnectionDetails {

    private static final int OLDEST = 15;

    private final String url;
    private final @Nullable String user;
    private final @Nullable Secret password;

    private ExternalPostgres(String url, @Nullable String user, @Nullable Secret password) {
        this.url = url;
        this.user = user;
        this.password = password;
    }

    static ExternalPostgres reached(String url, Settings settings) {
        var postgres = new ExternalPostgres(url, settings.databaseUser(), settings.databasePassword());
        postgres.check();
        return postgres;
    }

    private void check() {
        Properties properties = new Properties();
        properties.setProperty("connectTimeout", "10");
        properties.setProperty("loginTimeout", "10");
        if (user != null) {
            properties.setProperty("user", user);
        }
        if (password != null) {
            properties.setProperty("password", password.reveal());
        }
        try (Connection connection = DriverManager.getConnection(url, properties)) {
            int version = connection.getMetaData().getDatabaseMajorVersion();
            if (version < OLDEST) {
                throw StartRefused.because(
                        "the database at THROUGHLINE_DATABASE_URL is PostgreSQL %d, but must be %d or newer"
                                .formatted(version, OLDEST));
            }
        } catch (SQLException e) {
            throw StartRefused.because("cannot use the database at %s (THROUGHLINE_DATABASE_URL): %s"
                    .formatted(
                            withoutSecrets(url),
                            String.valueOf(e.getMessage()).lines().findFirst().orElse("")));
        }
    }

    /** Without parameters, which may contain a password. */
    private static String withoutSecrets(String url) {
        return url.replaceFirst("\\?.*", "").replaceFirst("//.*@", "//");
    }

    @Override
    public String getJdbcUrl() {
        return url;
    }

    @Override
    public @Nullable String getUsername() {
        return user;
    }

    @Override
    public @Nullable String getPassword() {
        return password == null ? null : password.reveal();
    }
}
