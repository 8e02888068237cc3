package dev.throughline.engine.fact;

/**
 * Where something is deployed to (definitions 1.1).
 *
 * @param isTold whether its source says what it is for in so many words, which then also counts where it does not say so of the same
 *     environment of the same repository
 */
public record Environment(String name, Tier tier, boolean isTold) {

    public static final Environment PRODUCTION = new Environment("production", Tier.PRODUCTION);

    /** One whose tier counts as long as nothing is told of it. */
    public Environment(String name, Tier tier) {
        this(name, tier, false);
    }

    /** One of which its source says what it is for. */
    public static Environment told(String name, Tier tier) {
        return new Environment(name, tier, true);
    }

    /** One of which nothing but the name says what it is for. */
    public static Environment named(String name) {
        return new Environment(name, Tier.of(name, null));
    }
}
