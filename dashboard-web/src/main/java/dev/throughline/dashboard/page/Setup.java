package dev.throughline.dashboard.page;

import java.util.Optional;

/** What somebody has to know to connect a source. Supplied by the server, shown by the setup page. */
public interface Setup {

    /** Where the source is to post, e.g. {@code http://127.0.0.1:8080/webhooks/github}. */
    String webhookUrl(String source);

    /** The file that holds the secret made for this source; empty when the secret was configured. */
    Optional<String> secretFile(String source);

    /** The secret made for this source, on the first call ever only; empty afterwards and when it was configured. */
    Optional<String> revealSecretOnce(String source);
}
