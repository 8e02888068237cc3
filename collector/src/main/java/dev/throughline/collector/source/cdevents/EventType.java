package dev.throughline.collector.source.cdevents;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The type of an event: {@code dev.cdevents.service.deployed.0.3.0}.
 *
 * @param what it happened to, and what happened: {@code service.deployed}
 * @param version of this event; each event has its own
 */
record EventType(String what, String version) {

    private static final String PREFIX = "dev.cdevents.";
    private static final Pattern TYPE = Pattern.compile("dev\\.cdevents\\.([a-z0-9]+\\.[a-z0-9]+)\\.(\\d[\\w.+-]*)");

    static boolean isOurs(String type) {
        return type.startsWith(PREFIX);
    }

    /** Empty when it is not from CDEvents. */
    static Optional<EventType> of(String type) {
        return Optional.of(TYPE.matcher(type))
                .filter(Matcher::matches)
                .map(found -> new EventType(found.group(1), found.group(2)));
    }

    /** Minor versions change, with drafts in between; the parts read here have been the same in all of them. */
    boolean isKnown() {
        return version.startsWith("0.");
    }
}
