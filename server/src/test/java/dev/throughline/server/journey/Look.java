package dev.throughline.server.journey;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import com.microsoft.playwright.options.ScreenshotAnimations;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** How a page can be looked at. */
enum Look {
    WIDE_LIGHT(Look.WIDE, ColorScheme.LIGHT),
    WIDE_DARK(Look.WIDE, ColorScheme.DARK),
    NARROW_LIGHT(Look.NARROW, ColorScheme.LIGHT),
    NARROW_DARK(Look.NARROW, ColorScheme.DARK);

    static final int WIDE = 1280;
    static final int NARROW = 380;
    static final int HEIGHT = 900;

    /** Of A4, at 96 pixels to the inch and without margins of half an inch. */
    private static final int PAPER = 698;

    private static final int MOST_PIXELS_HIGH = 3000;
    private static final Path FOLDER = Path.of("target", "screenshots");

    private final int width;
    private final ColorScheme scheme;

    Look(int width, ColorScheme scheme) {
        this.width = width;
        this.scheme = scheme;
    }

    void take(Page page) {
        page.setViewportSize(width, HEIGHT);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
    }

    /** As it is printed: on white, whatever the reader prefers on the screen. */
    static void onPaper(Page page) {
        page.setViewportSize(PAPER, HEIGHT);
        page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT).setColorScheme(ColorScheme.LIGHT));
    }

    static void keepPaper(Page page, String name) {
        keep(page, PAPER, name + "-print");
    }

    /** What axe has against the page; of the dark looks only what the light ones cannot show. */
    List<String> violations(Page page) {
        return scheme == ColorScheme.DARK ? Axe.violationsOfColour(page) : Axe.violations(page);
    }

    /** Keeps what the page looks like now, from its top. */
    void keep(Page page, String name) {
        keep(page, width, name + "-" + name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    private static void keep(Page page, int width, String name) {
        int height = ((Number) page.evaluate("document.documentElement.scrollHeight")).intValue();
        page.screenshot(new Page.ScreenshotOptions()
                .setFullPage(true)
                .setClip(0, 0, width, Math.min(height, MOST_PIXELS_HIGH))
                .setAnimations(ScreenshotAnimations.DISABLED)
                .setPath(FOLDER.resolve(name + ".png")));
    }
}
