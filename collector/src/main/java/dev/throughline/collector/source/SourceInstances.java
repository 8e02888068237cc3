package dev.throughline.collector.source;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Sources in addition to those named after their kind.
 *
 * @param sources such as a second Jira
 */
@ConfigurationProperties("throughline")
record SourceInstances(@DefaultValue List<Instance> sources) {

    SourceInstances {
        sources = List.copyOf(sources);
    }

    /**
     * One more source of a kind.
     *
     * @param name in {@code /webhooks/} and in keys
     * @param kind its kind
     */
    record Instance(String name, String kind) {

        Instance {
            if (!SourceDescription.isName(name)) {
                throw new IllegalArgumentException(
                        "throughline.sources: '%s' should be a name of small letters, digits and single hyphens, such as team-2"
                                .formatted(name));
            }
        }
    }
}
