package dev.throughline.server.settings;

import dev.throughline.server.cli.StartRefused;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fetching the commit graph needs the git command, and one that takes its configuration from the environment alone. */
final class GitNeeded {

    private static final Pattern VERSION = Pattern.compile("git version (\\d{1,4})\\.(\\d{1,4})");
    private static final int MAJOR = 2;
    private static final int MINOR = 32;

    private GitNeeded() {}

    /** Refuses the start unless the command is there and new enough. */
    static void check(String command) {
        Matcher version = VERSION.matcher(version(command));
        if (!version.find()) {
            throw refused("'%s --version' says none".formatted(command));
        }
        int major = Integer.parseInt(version.group(1));
        if (major < MAJOR || (major == MAJOR && Integer.parseInt(version.group(2)) < MINOR)) {
            throw refused("this is " + version.group());
        }
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
                "THROUGHLINE_GIT_URL needs git %d.%d or newer, but %s: install git, or leave it empty"
                        .formatted(MAJOR, MINOR, why));
    }
}
