package dev.throughline.server.transfer;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The home of a repository, read from the address that it was cloned from. Neither its user nor its password is kept.
 *
 * @param host in lower case
 * @param name full name, e.g. {@code acme/web}
 */
record Origin(String host, String name) {

    private static final Pattern URL =
            Pattern.compile("(?:https?|ssh|git)://(?:[^/@]*@)?([^/:@]+)(?::\\d+)?/+(.+?)(?:\\.git)?/*");
    private static final Pattern SSH = Pattern.compile("(?:[^/@:]+@)?([^/:@]+\\.[^/:@]+):([^/].*?)(?:\\.git)?/*");
    private static final Pattern NAME = Pattern.compile("[\\w.-]+(?:/[\\w.-]+)+");

    /** Empty when the address says nothing of it, such as that of a folder. */
    static Optional<Origin> of(String address) {
        for (Pattern pattern : new Pattern[] {URL, SSH}) {
            Matcher matcher = pattern.matcher(address);
            if (matcher.matches()
                    && NAME.matcher(matcher.group(2)).matches()
                    && matcher.group(2).length() <= 200) {
                return Optional.of(new Origin(matcher.group(1).toLowerCase(Locale.ROOT), matcher.group(2)));
            }
        }
        return Optional.empty();
    }

    /** The page of a tag; null if the forge's address format is unknown. */
    @Nullable
    String tag(String tag) {
        return switch (host) {
            case "github.com" -> page("/releases/tag/" + tag);
            case "gitlab.com" -> page("/-/tags/" + tag);
            default -> null;
        };
    }

    /** The page of a pull or merge request; null if the forge's address format is unknown. */
    @Nullable
    String change(String number) {
        return switch (host) {
            case "github.com" -> page("/pull/" + number);
            case "gitlab.com" -> page("/-/merge_requests/" + number);
            default -> null;
        };
    }

    private @Nullable String page(String path) {
        return path.matches("[\\w./+-]+") ? "https://" + host + "/" + name + path : null;
    }
}
