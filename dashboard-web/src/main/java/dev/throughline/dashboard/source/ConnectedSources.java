package dev.throughline.dashboard.source;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The sources that can post here. Supplied by the server. */
public interface ConnectedSources {

    /** All of them, highest precedence first. Answered without the database. */
    List<ConnectedSource> all();

    /** What each has sent, by its name; none for one that has never sent anything. */
    Map<String, Heard> heard();

    /**
     * Repositories that a source has gone silent about, longest silence first.
     *
     * @param limit at most this many per source
     */
    List<SilentRepository> silentRepositories(int limit);

    /** Whether the API of each accepts our token, by its name; none for one whose API has not been called. */
    Map<String, ApiState> apis();

    /** What is read from its API; empty for a source without one. */
    Optional<SourceHistory> history(String source);

    /** The secret made for this source, only on the very first call; empty afterwards and when it was configured. */
    Optional<String> revealSecretOnce(String source);
}
