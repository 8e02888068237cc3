package dev.throughline.dashboard.page;

import java.util.regex.Pattern;
import org.springframework.web.util.UriUtils;

/** Where the page of a service is. Most names are their own path; one that a path cannot carry goes into the query. */
public final class ServicePath {

    private static final Pattern PLAIN = Pattern.compile("[\\w.-]*\\w[\\w.-]*(/[\\w.-]*\\w[\\w.-]*)*");

    private ServicePath() {}

    /** @param query of the selection, starting with a question mark */
    public static String of(String service, String query) {
        if (PLAIN.matcher(service).matches()) {
            return "/services/" + service + (query.equals("?") ? "" : query);
        }
        return "/services" + query + (query.equals("?") ? "" : "&") + "name=" + UriUtils.encode(service, "UTF-8");
    }
}
