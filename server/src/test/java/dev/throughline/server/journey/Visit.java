package dev.throughline.server.journey;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.ViewportSize;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** A reader with a browser of their own, without a past, on one server. What goes wrong on the way is kept. */
final class Visit implements AutoCloseable {

    /** A document that is answered with an error is one to the console too. */
    private static final String OF_A_STATUS = "Failed to load resource";

    private final URI server;
    private final BrowserContext context;
    private final Page page;
    private final List<String> complaints = new ArrayList<>();

    private Visit(URI server, BrowserContext context) {
        this.server = server;
        this.context = context;
        context.setDefaultTimeout(30_000);
        page = context.newPage();
        page.onConsoleMessage(this::hear);
        page.onPageError(complaints::add);
        context.onRequest(request -> {
            if (!request.url().startsWith(server.toString())) {
                complaints.add("asks elsewhere: " + request.url());
            }
        });
        context.onResponse(this::see);
    }

    static Visit to(URI server) {
        return to(server, new NewContextOptions());
    }

    static Visit withoutScripts(URI server) {
        return to(server, new NewContextOptions().setJavaScriptEnabled(false));
    }

    private static Visit to(URI server, NewContextOptions options) {
        options.setBaseURL(server.toString()).setViewportSize(Look.WIDE, Look.HEIGHT);
        return new Visit(server, Chromium.browser().newContext(options));
    }

    private void hear(ConsoleMessage message) {
        boolean isBad = List.of("error", "warning").contains(message.type());
        if (isBad && !message.text().startsWith(OF_A_STATUS)) {
            complaints.add(message.type() + ": " + message.text());
        }
    }

    private void see(Response answer) {
        if (answer.status() >= 400 && !answer.request().isNavigationRequest()) {
            complaints.add(answer.status() + " for " + answer.url());
        }
    }

    Page open(String path) {
        page.navigate(path);
        return page;
    }

    Page page() {
        return page;
    }

    BrowserContext context() {
        return context;
    }

    /** The path and query that the browser shows. */
    String address() {
        return page.url().substring(server.toString().length());
    }

    /** Errors and warnings of the console, errors of scripts, requests to other hosts, and answers that were errors. */
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    /** Leaves a word on the page that a reload would take away. */
    void mark() {
        page.evaluate("window.isTheSame = true");
    }

    boolean isTheSamePage() {
        return Boolean.TRUE.equals(page.evaluate("window.isTheSame === true"));
    }

    /** By how much the page is wider than the window; 0 when nothing has to be scrolled sideways. */
    int overflow() {
        ViewportSize size = page.viewportSize();
        Object width = page.evaluate("document.documentElement.scrollWidth");
        return Math.max(0, ((Number) width).intValue() - size.width);
    }

    @Override
    public void close() {
        context.close();
    }
}
