package dev.throughline.dashboard.source;

import java.util.List;
import java.util.Optional;

/** The sources that can post here. Supplied by the server; answered without the database. */
public interface ConnectedSources {

    /** All of them, the most important first. */
    List<ConnectedSource> all();

    /** The secret made for this source, on the first call ever only; empty afterwards and when it was configured. */
    Optional<String> revealSecretOnce(String source);
}
