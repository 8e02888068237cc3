package dev.throughline.server.embedded;

import dev.throughline.server.cli.StartRefused;
import dev.throughline.server.settings.DataFolder;
import dev.throughline.server.settings.Secret;
import dev.throughline.server.settings.SecretFile;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/** The running PostgreSQL of the data folder. Stopped by {@link #close()}, and by a watchdog if that is never called. */
final class EmbeddedPostgres implements JdbcConnectionDetails, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EmbeddedPostgres.class);

    private final Cluster cluster;
    private final Watchdog watchdog;
    private final int port;
    private final Secret password;

    private EmbeddedPostgres(Cluster cluster, Watchdog watchdog, int port, Secret password) {
        this.cluster = cluster;
        this.watchdog = watchdog;
        this.port = port;
        this.password = password;
    }

    static EmbeddedPostgres start(DataFolder folder) {
        try {
            SecretFile password = SecretFile.readOrMake(folder, "postgres");
            Cluster cluster = new Cluster(Binaries.unpackedIn(folder.path()), folder.path());
            cluster.stopLeftOver();
            cluster.makeOnce(password.path());
            int port = cluster.start();
            Watchdog watchdog = Watchdog.over(cluster.serverProcess().orElseThrow());
            return new EmbeddedPostgres(cluster, watchdog, port, password.secret());
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
            cluster.stop();
            watchdog.dismiss();
        } catch (IOException | StartRefused e) {
            log.warn("PostgreSQL did not stop in order, the next start will recover: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
