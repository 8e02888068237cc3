package dev.throughline.collector.source;

import dev.throughline.engine.fact.SourceTraits;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Everything known about a source before it runs: settings and pages use this and know no source by name.
 *
 * @param name in {@code /webhooks/} and in keys, e.g. {@code jira-emea}
 * @param traits the traits of its facts, whose name is the same for all sources of a kind
 * @param title what people call it
 * @param tells what it reports by default
 */
public record SourceDescription(
        String name, SourceTraits traits, String title, Set<Tells> tells, SourceSecret secret, Guide guide) {

    private static final String KEYS = "throughline.";
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    private static final int LONGEST_NAME = 50;

    public SourceDescription {
        tells = Set.copyOf(tells);
    }

    /** Whether this can be the name of a source, which is used in addresses, tags and keys, e.g. {@code jira-emea}. */
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

    /** Its kind, e.g. {@code jira}; the same as its name if it is the only one. */
    public String kind() {
        return traits.name();
    }

    /** The path to post to, without host. */
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
