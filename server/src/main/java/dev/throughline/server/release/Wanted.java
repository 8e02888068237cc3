package dev.throughline.server.release;

import dev.throughline.server.cli.CommandFailed;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/**
 * Which deployment is meant. What is empty is not asked about.
 *
 * @param sha what its commit begins with, in lower case
 * @param deployment its id here, or that of its source
 */
record Wanted(String service, String environment, String sha, String deployment) {

    private static final String ID = "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";

    static Wanted of(String service, String environment, String sha, String deployment) {
        if (!sha.isEmpty() && !sha.matches("[0-9a-fA-F]{7,64}")) {
            throw CommandFailed.misused("--sha must be a commit of at least 7 hexadecimal digits");
        }
        Wanted wanted = new Wanted(service, environment, sha.toLowerCase(Locale.ROOT), deployment);
        if (service.isEmpty() && !wanted.isById()) {
            throw CommandFailed.misused("--service must name the service");
        }
        return wanted;
    }

    /** Whether it is named by our own id. */
    boolean isById() {
        return deployment.matches(ID);
    }

    /** Whether a deployment of the service is the one. */
    boolean isMet(JsonNode item) {
        return sha.isEmpty()
                ? item.path("external_id").asString("").equals(deployment)
                : item.path("sha").asString("").startsWith(sha);
    }

    /** In words. */
    String words() {
        String of = service.isEmpty() ? "" : " of " + service;
        String to = environment.isEmpty() ? "" : " to " + environment;
        return sha.isEmpty()
                ? "deployment %s%s%s".formatted(deployment, of, to)
                : "deployment of commit %s%s%s".formatted(sha, of, to);
    }
}
