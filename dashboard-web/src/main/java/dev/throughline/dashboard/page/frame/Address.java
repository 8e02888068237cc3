package dev.throughline.dashboard.page.frame;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.web.util.UriUtils;

/**
 * The address of a page, without the reader's choices.
 *
 * @param path of the page
 * @param own query parameters that belong to the page rather than to the frame, e.g. the order of its rows
 */
public record Address(String path, Map<String, String> own) {

    public static Address of(String path) {
        return new Address(path, Map.of());
    }

    /** The same page with one more parameter of its own, or another value of it; an empty value leaves it out. */
    public Address with(String name, String value) {
        Map<String, String> changed = new LinkedHashMap<>(own);
        if (value.isEmpty()) {
            changed.remove(name);
        } else {
            changed.put(name, value);
        }
        return new Address(path, changed);
    }

    /** @param query of a {@link Selection}, starting with a question mark */
    public String href(String query) {
        String more = query(own);
        return path + (more.isEmpty() ? query.equals("?") ? "" : query : query + (query.equals("?") ? "" : "&") + more);
    }

    /** Parameters as in an address, without a question mark. */
    static String query(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(each -> each.getKey() + "=" + UriUtils.encode(each.getValue(), "UTF-8"))
                .collect(Collectors.joining("&"));
    }
}
