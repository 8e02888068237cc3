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

    /**
     * Repositories that a source has fallen silent about, the longest silence first.
     *
     * @param limit of each source no more than that
     */
    List<SilentRepository> silentRepositories(int limit);

    /** How the API of each takes our token, by its name; none for one whose API has not been asked. */
    Map<String, ApiState> apis();

    /** What its API is asked for; empty for a source without one. */
    Optional<SourceHistory> history(String source);

    /** The secret made for this source, on the first call ever only; empty afterwards and when it was configured. */
    Optional<String> revealSecretOnce(String source);
}
