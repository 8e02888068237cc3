package dev.throughline.server.journey;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The Chromium of this machine, driven by Playwright and started once. Its absence is a failure, not a reason to skip. */
final class Chromium {

    private static final List<String> NAMES = List.of("chromium", "google-chrome", "google-chrome-stable");
    private static final String ELSEWHERE = "tunnel.example";
    private static final Browser BROWSER = launch();

    private Chromium() {}

    static Browser browser() {
        return BROWSER;
    }

    /** The same server by a name that only this browser knows, as through a tunnel. */
    static URI elsewhere(URI server) {
        return URI.create("http://" + ELSEWHERE + ":" + server.getPort());
    }

    private static Browser launch() {
        Path binary = binary();
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        Runtime.getRuntime().addShutdownHook(new Thread(playwright::close));
        return playwright
                .chromium()
                .launch(new LaunchOptions()
                        .setExecutablePath(binary)
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--disable-gpu",
                                "--host-resolver-rules=MAP " + ELSEWHERE + " 127.0.0.1")));
    }

    private static Path binary() {
        return Stream.of(String.valueOf(System.getenv("PATH")).split(":"))
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .min(Comparator.comparing(
                        path -> NAMES.indexOf(path.getFileName().toString())))
                .orElseThrow(() -> new AssertionError(
                        "no browser found: install one of " + NAMES + ", e.g. apt-get install chromium"));
    }
}
