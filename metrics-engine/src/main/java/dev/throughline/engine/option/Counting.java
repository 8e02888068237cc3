package dev.throughline.engine.option;

/**
 * Which deployments and commits of a service count.
 *
 * @param denominator the deployments that the change fail rate is a share of
 * @param countsRedeploys whether redeploys count in the deployment frequency
 * @param countsRollbacks whether rollbacks count in the deployment frequency
 * @param bots whose commits give lead times
 */
public record Counting(Denominator denominator, boolean countsRedeploys, boolean countsRollbacks, Bots bots) {

    public static final Counting DEFAULT = new Counting(Denominator.ALL, false, true, Bots.INCLUDE);

    /** The deployments that the change fail rate is a share of; failures among the others are in neither part. */
    public enum Denominator {
        ALL,
        EXCLUDE_ROLLBACKS,
        /** Without any that was rework. */
        EXCLUDE_REMEDIATION
    }

    /** Whose commits give lead times. */
    public enum Bots {
        INCLUDE,
        EXCLUDE,
        ONLY;

        /** Whether what a bot wrote, or a person, gives a lead time. */
        public boolean takes(boolean isByBot) {
            return switch (this) {
                case INCLUDE -> true;
                case EXCLUDE -> !isByBot;
                case ONLY -> isByBot;
            };
        }
    }
}
