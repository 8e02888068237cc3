package dev.throughline.dashboard.source;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The sources that can post here. Supplied by the server. */
public interface ConnectedSources {

    /** All of them, the one with the highest precedence first. Answered without the database. */
    List<ConnectedSource> all();

    /** What has come from each, by its name; none for one that nothing has ever come from. */
    Map<String, Heard> heard();

    /** The secret made for this source, on the first call ever only; empty afterwards and when it was configured. */
    Optional<String> revealSecretOnce(String source);
}
