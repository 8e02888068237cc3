package dev.throughline.dashboard.verdict;

import dev.throughline.dashboard.problem.BadParameter;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Who speaks, according to the request: everybody uses the same token, so it is a claim that only a holder of the token can make. */
public final class Actor {

    public static final String HEADER = "X-Throughline-Actor";

    private static final String UNNAMED = "api token";
    private static final int LONGEST = 200;
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}\\x{fffd}]");

    private Actor() {}

    /**
     * The name that is kept.
     *
     * @param header in UTF-8, which containers read as Latin-1; null or blank means that only the token is known
     * @throws BadParameter when it is too long or not printable: a trail must not differ from what the person said
     */
    public static String of(@Nullable String header) {
        if (header == null || header.isBlank()) {
            return UNNAMED;
        }
        return named(HEADER, new String(header.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
    }

    /**
     * The name that is kept.
     *
     * @param parameter that has it
     * @param given blank means that only the token is known
     * @throws BadParameter when it is too long or not printable
     */
    public static String named(String parameter, String given) {
        String name = given.strip();
        if (name.isEmpty()) {
            return UNNAMED;
        }
        if (name.length() > LONGEST || UNPRINTABLE.matcher(name).find()) {
            throw new BadParameter(
                    parameter, UNPRINTABLE.matcher(name).replaceAll("?"), "a name of at most 200 characters in UTF-8");
        }
        return name;
    }
}
