package dev.throughline.dashboard.page.frame;

import java.util.Map;
import java.util.regex.Pattern;

/** The address of the page of a service. Most names are their own path; one that a path cannot contain goes into the query. */
public final class ServicePath {

    private static final Pattern PLAIN = Pattern.compile("[\\w.-]*\\w[\\w.-]*(/[\\w.-]*\\w[\\w.-]*)*");

    private ServicePath() {}

    /** @param query of the selection, starting with a question mark */
    public static String of(String service, String query) {
        return address(service).href(query);
    }

    public static Address address(String service) {
        return PLAIN.matcher(service).matches()
                ? Address.of("/services/" + service)
                : new Address("/services", Map.of("name", service));
    }
}
