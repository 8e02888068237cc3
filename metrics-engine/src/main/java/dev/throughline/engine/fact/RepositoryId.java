package dev.throughline.engine.fact;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/**
 * A repository as its source identifies it: names come and go, ids stay.
 *
 * @param source source that knows it, e.g. {@code github}
 * @param host host of the forge that has it, in lower case: each has its own ids; empty for a source that has none
 * @param externalId the source's own id for it, as text
 */
public record RepositoryId(String source, String host, String externalId) {

    private static final String GITHUB = "github.com";

    /** For a source that has no host. */
    public RepositoryId(String source, String externalId) {
        this(source, "", externalId);
    }

    /** The stable id of something in it. Those of github.com are the same as before hosts were distinguished. */
    public UUID idOf(String kind, String... parts) {
        List<String> all = new ArrayList<>(List.of(kind, source));
        if (!host.isEmpty() && !host.equals(GITHUB)) {
            all.add(host);
        }
        all.add(externalId);
        all.addAll(Arrays.asList(parts));
        return StableId.of(all.toArray(String[]::new));
    }
}
