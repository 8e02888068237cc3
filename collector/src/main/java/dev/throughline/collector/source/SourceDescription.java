package dev.throughline.collector.source;

import dev.throughline.engine.fact.SourceTraits;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * All that is known of a source before anything of it runs: settings and pages go by it and know no source by name.
 *
 * @param name in {@code /webhooks/} and in keys, e.g. {@code jira-emea}
 * @param traits what its facts are like: those of all sources of a kind have the same name
 * @param title what people call it
 * @param tells what it tells of, where nothing is configured
 */
public record SourceDescription(
        String name, SourceTraits traits, String title, Set<Tells> tells, SourceSecret secret, Guide guide) {

    private static final String KEYS = "throughline.";
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    private static final int LONGEST_NAME = 50;

    public SourceDescription {
        tells = Set.copyOf(tells);
    }

    /** Whether a source can be called so: it stands in addresses, tags and keys, e.g. {@code jira-emea}. */
    public static boolean isName(String name) {
        return name.length() <= LONGEST_NAME && NAME.matcher(name).matches();
    }

    /** The first of its kind. */
    public static SourceDescription of(
            SourceTraits traits, String title, Set<Tells> tells, SourceSecret secret, Guide guide) {
        return new SourceDescription(traits.name(), traits, title, tells, secret, guide);
    }

    /** Another one of the same kind. */
    public SourceDescription named(String other) {
        return new SourceDescription(other, traits, "%s (%s)".formatted(title, other), tells, secret, guide);
    }

    /** Of which it is one, e.g. {@code jira}; its own name where there is only one. */
    public String kind() {
        return traits.name();
    }

    /** Where it is posted to, without host. */
    public String path() {
        return "/webhooks/" + name;
    }

    /** What all its keys begin with, without a dot at the end: {@code throughline.jira-emea}. */
    public String prefix() {
        return KEYS + name;
    }

    /** The key of its secret: {@code throughline.jira-emea.secret}. */
    public String secretProperty() {
        return prefix() + ".secret";
    }

    /** The file of a secret that is made, in the folder of secrets. */
    public String secretFile() {
        return name + "-webhook";
    }
}
