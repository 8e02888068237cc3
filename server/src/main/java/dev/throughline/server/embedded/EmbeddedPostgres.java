package dev.throughline.server.embedded;

import dev.throughline.server.cli.StartRefused;
import dev.throughline.server.settings.DataFolder;
import dev.throughline.server.settings.Secret;
import dev.throughline.server.settings.SecretFile;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/** The PostgreSQL of the data folder, kept running until {@link #close()}. */
final class EmbeddedPostgres implements JdbcConnectionDetails, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EmbeddedPostgres.class);

    private final Supervisor supervisor;
    private final int port;
    private final Secret password;

    private EmbeddedPostgres(Supervisor supervisor, int port, Secret password) {
        this.supervisor = supervisor;
        this.port = port;
        this.password = password;
    }

    static EmbeddedPostgres start(DataFolder folder) {
        try {
            SecretFile password = SecretFile.readOrMake(folder, "postgres");
            Cluster cluster = new Cluster(Binaries.unpackedIn(folder.path()), folder.path());
            cluster.stopLeftOver();
            cluster.makeOnce(password.path());
            int port = Cluster.freePort();
            return new EmbeddedPostgres(Supervisor.start(cluster, port), port, password.secret());
        } catch (IOException e) {
            throw StartRefused.because("the embedded PostgreSQL cannot use %s: %s".formatted(folder.path(), e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the database was starting", e);
        }
    }

    @Override
    public String getJdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(port);
    }

    @Override
    public String getUsername() {
        return Cluster.USER;
    }

    @Override
    public String getPassword() {
        return password.reveal();
    }

    @Override
    public void close() {
        try {
            supervisor.stop();
        } catch (IOException | StartRefused e) {
            log.warn("PostgreSQL did not stop in order, the next start will recover: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
