package dev.throughline.collector.source.github.api;

import dev.throughline.collector.backfill.ApiClient;
import dev.throughline.collector.backfill.ApiFailed;
import java.io.IOException;
import java.time.Clock;
import org.kohsuke.github.GitHub;
import org.kohsuke.github.GitHubBuilder;
import org.kohsuke.github.authorization.AppInstallationAuthorizationProvider;
import org.kohsuke.github.authorization.AuthorizationProvider;

/**
 * A conversation with GitHub's REST API: hub4j renews the credentials of an app, and requests single objects.
 *
 * @param transport requests everything else
 */
record Connection(GitHub github, Transport transport) {

    static Connection of(GitHubAccess access, ApiClient client, Clock clock) {
        AuthorizationProvider authorization = authorization(access, clock);
        Transport transport = new Transport(client, access.api(), authorization);
        try {
            GitHub github = new GitHubBuilder()
                    .withEndpoint(access.api().toString())
                    .withConnector(transport)
                    .withAuthorizationProvider(authorization)
                    .build();
            return new Connection(github, transport);
        } catch (IOException e) {
            throw new IllegalStateException("hub4j cannot be set up", e);
        }
    }

    private static AuthorizationProvider authorization(GitHubAccess access, Clock clock) {
        GitHubAccess.App app = access.app();
        return app != null
                ? new AppInstallationAuthorizationProvider(
                        asked -> asked.getInstallationById(app.installation()), new AppToken(app, clock))
                // hub4j's own provider would first ask whose token it is
                : () -> "Bearer " + access.token();
    }

    /** A call that may fail in hub4j. */
    interface Asking<T> {
        T ask() throws IOException;
    }

    static <T> T ask(Asking<T> asking) throws ApiFailed {
        try {
            return asking.ask();
        } catch (IOException | RuntimeException e) {
            throw Transport.failure(e);
        }
    }
}
