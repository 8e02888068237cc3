package dev.throughline.engine.fact;

/**
 * Where something is deployed to (definitions 1.1).
 *
 * @param isTold whether its source states its tier explicitly, which then also counts where it does not do so for the same environment of
 *     the same repository
 */
public record Environment(String name, Tier tier, boolean isTold) {

    public static final Environment PRODUCTION = new Environment("production", Tier.PRODUCTION);

    /** One whose tier counts unless another one is stated. */
    public Environment(String name, Tier tier) {
        this(name, tier, false);
    }

    /** One whose tier is stated by its source. */
    public static Environment told(String name, Tier tier) {
        return new Environment(name, tier, true);
    }

    /** One whose tier follows only from its name. */
    public static Environment named(String name) {
        return new Environment(name, Tier.of(name, null));
    }
}
