package dev.throughline.engine.fact;

/** Where something is deployed to (definitions 1.1). */
public record Environment(String name, Tier tier) {

    public static final Environment PRODUCTION = new Environment("production", Tier.PRODUCTION);

    /** One of which nothing but the name says what it is for. */
    public static Environment named(String name) {
        return new Environment(name, Tier.of(name, null));
    }
}
