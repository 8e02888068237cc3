package dev.throughline.server.settings;

import dev.throughline.server.cli.StartRefused;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fetching the commit graph needs the git command, in a version that can be told never to fetch missing objects by itself. */
final class GitNeeded {

    private static final Pattern VERSION = Pattern.compile("git version (\\d{1,4})\\.(\\d{1,4})(?:\\.(\\d{1,4}))?");
    private static final int MAJOR = 2;
    private static final int MINOR = 45;

    /** Third number of the first release of an older version that also supports this. */
    private static final Map<Integer, Integer> PATCHED = Map.of(39, 4, 40, 2, 41, 1, 42, 2, 43, 4, 44, 1);

    private GitNeeded() {}

    /** Refuses the start unless the command is there and new enough. */
    static void check(String command) {
        Matcher version = VERSION.matcher(version(command));
        if (!version.find()) {
            throw refused("'%s --version' says none".formatted(command));
        }
        if (!isNewEnough(version)) {
            throw refused("this is " + version.group());
        }
    }

    private static boolean isNewEnough(Matcher version) {
        int major = Integer.parseInt(version.group(1));
        int minor = Integer.parseInt(version.group(2));
        int patch = version.group(3) == null ? 0 : Integer.parseInt(version.group(3));
        return major > MAJOR
                || (major == MAJOR && (minor >= MINOR || patch >= PATCHED.getOrDefault(minor, Integer.MAX_VALUE)));
    }

    private static String version(String command) {
        try {
            Process process = new ProcessBuilder(command, "--version")
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return "";
            }
            return new String(process.getInputStream().readNBytes(1000), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw refused("there is no command '%s'".formatted(command));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    private static StartRefused refused(String why) {
        return StartRefused.because(
                "THROUGHLINE_GIT_URL needs git %d.%d or newer, or 2.39.4, but %s: install git, or leave it empty"
                        .formatted(MAJOR, MINOR, why));
    }
}
