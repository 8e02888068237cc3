package dev.throughline.dashboard.page.frame;

import dev.throughline.engine.metric.Metric;
import java.util.UUID;

/** Addresses of pages that other pages link to. */
public final class Paths {

    private Paths() {}

    /** The page that explains the number of all services, or of the chosen team. */
    public static Address explain(Metric metric) {
        return Address.of("/explain/" + metric.word());
    }

    /** The page that explains a number of a service. */
    public static Address explain(Metric metric, String service) {
        return explain(metric).with("service", service);
    }

    public static String deployment(UUID id) {
        return "/deployments/" + id;
    }

    public static String incident(UUID id) {
        return "/incidents/" + id;
    }

    public static String change(UUID id) {
        return "/changes/" + id;
    }

    /** The list of deployments; with a service, of that one only. */
    public static Address deployments(String service) {
        return Address.of("/deployments").with("service", service);
    }

    /** The list of incidents; with a service, of that one only. */
    public static Address incidents(String service) {
        return Address.of("/incidents").with("service", service);
    }

    /** The list of changes; with a service, of that one only. */
    public static Address changes(String service) {
        return Address.of("/changes").with("service", service);
    }

    /** The list of changes of a service that are merged and not in production, whenever they were merged. */
    public static String undeployed(String service) {
        return changes(service).with("state", "undeployed").href("?");
    }

    /** What is missing for a service, and what would help. */
    public static Address quality(String service) {
        return Address.of("/quality").with("service", service);
    }

    public static String team(String name) {
        return Address.of("/teams").with("name", name).href("?");
    }
}
