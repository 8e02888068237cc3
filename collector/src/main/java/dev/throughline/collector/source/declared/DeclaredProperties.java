package dev.throughline.collector.source.declared;

import dev.throughline.collector.proof.Secret;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The configuration of a declared source.
 *
 * @param secret secrets of its sender, each of them valid; without any, every delivery is refused
 * @param settings replace the defaults of its file
 */
record DeclaredProperties(
        @DefaultValue List<Secret> secret, @DefaultValue Map<String, String> settings) {

    DeclaredProperties {
        secret = List.copyOf(secret);
        settings = Map.copyOf(settings);
    }
}
