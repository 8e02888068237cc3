package dev.throughline.collector.source.azuredevops;

import dev.throughline.engine.fact.Author;
import org.jspecify.annotations.Nullable;

/** Identifies authors, and distinguishes bots from people: only a name shows what an account is. */
final class Authors {

    private static final String BUILD_SERVICE = " Build Service";

    private Authors() {}

    static Author of(Payload.@Nullable Author author) {
        return author == null ? Author.UNKNOWN : of(author.name(), author.name());
    }

    static Author of(Payload.@Nullable Identity identity) {
        return identity == null
                ? Author.UNKNOWN
                : of(
                        identity.uniqueName() == null || identity.uniqueName().isEmpty()
                                ? identity.displayName()
                                : identity.uniqueName(),
                        identity.displayName());
    }

    private static Author of(@Nullable String name, @Nullable String shown) {
        return new Author(name, shown != null && isBot(shown));
    }

    /** The name of an app, or of the service that runs the pipelines of a project or an organisation. */
    private static boolean isBot(String shown) {
        return shown.endsWith("[bot]")
                || shown.endsWith(BUILD_SERVICE)
                || shown.endsWith(")") && shown.contains(BUILD_SERVICE + " (");
    }
}
