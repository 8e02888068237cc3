package dev.throughline.server.embedded;

import dev.throughline.server.settings.DataFolder;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** An embedded PostgreSQL that is being started in the background. Stopped again unless it is taken. */
final class StartingPostgres implements AutoCloseable {

    private final CompletableFuture<EmbeddedPostgres> started = new CompletableFuture<>();
    private boolean isTaken;

    private StartingPostgres() {}

    static StartingPostgres in(DataFolder folder) {
        var starting = new StartingPostgres();
        Thread.ofPlatform()
                .daemon()
                .name("postgres-start")
                .start(() -> starting.started.completeAsync(() -> EmbeddedPostgres.start(folder), Runnable::run));
        return starting;
    }

    /**
     * Waits for it; the caller must close it.
     *
     * @throws dev.throughline.server.cli.StartRefused when it does not start
     */
    synchronized EmbeddedPostgres take() {
        isTaken = true;
        try {
            return started.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException reason ? reason : e;
        }
    }

    /** A start that fails elsewhere leaves no database behind. */
    @Override
    public synchronized void close() {
        if (!isTaken) {
            started.handle((postgres, failure) -> {
                        if (postgres != null) {
                            postgres.close();
                        }
                        return null;
                    })
                    .join();
        }
    }
}
