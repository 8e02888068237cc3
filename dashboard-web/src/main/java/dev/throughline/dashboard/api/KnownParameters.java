package dev.throughline.dashboard.api;

import dev.throughline.dashboard.problem.BadParameter;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;

/** Refuses query parameters that a request does not know: a misspelt filter must not answer with everything. */
final class KnownParameters {

    private KnownParameters() {}

    /** @throws BadParameter naming the first parameter that is not among these, or that a database cannot search for */
    static void only(HttpServletRequest request, String... known) {
        request.getParameterMap().forEach((name, values) -> {
            String value = String.join(",", values);
            if (!List.of(known).contains(name)) {
                throw new BadParameter(
                        name, value, known.length == 0 ? "left out" : "one of " + String.join(", ", known));
            }
            if (value.indexOf('\0') >= 0) {
                throw new BadParameter(name, value.replace('\0', '\ufffd'), "without null bytes");
            }
        });
    }
}
