package dev.throughline.engine.ledger;

import org.springframework.core.env.PropertyResolver;

/** Whether the commit graph is fetched from git remotes. The same answer in every process with the same configuration. */
public final class GraphFetching {

    private GraphFetching() {}

    /** Whether {@code throughline.git} names any remote. */
    public static boolean isOn(PropertyResolver properties) {
        return !properties.getProperty("throughline.git.url", "").isBlank()
                || !properties
                        .getProperty("throughline.git.repositories[0].url", "")
                        .isBlank();
    }
}
