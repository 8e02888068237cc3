package dev.throughline.engine.option;

import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Which deployments, commits and incidents of a service count.
 *
 * @param denominator the deployments that the change fail rate is a share of
 * @param countsRedeploys whether redeploys count in the deployment frequency
 * @param countsRollbacks whether rollbacks count in the deployment frequency
 * @param bots whose commits give lead times
 * @param botsLogin regular expression, ignoring case, for whole logins of bots that their source does not mark as such; empty for none
 * @param closedAs whether incidents count that were closed as not planned or as duplicates
 */
public record Counting(
        Denominator denominator,
        boolean countsRedeploys,
        boolean countsRollbacks,
        Bots bots,
        String botsLogin,
        ClosedAs closedAs) {

    public static final Counting DEFAULT =
            new Counting(Denominator.ALL, false, true, Bots.INCLUDE, "", ClosedAs.EXCLUDE);

    /** Whether a login is one that {@code botsLogin} matches. */
    public Predicate<String> isBotLogin() {
        return botsLogin.isEmpty()
                ? _ -> false
                : Pattern.compile(botsLogin, Pattern.CASE_INSENSITIVE).asMatchPredicate();
    }

    /** The deployments that the change fail rate is a share of; failures among the others are in neither part. */
    public enum Denominator {
        ALL,
        EXCLUDE_ROLLBACKS,
        /** Without rework. */
        EXCLUDE_REMEDIATION
    }

    /** Whose commits give lead times. */
    public enum Bots {
        INCLUDE,
        EXCLUDE,
        ONLY;

        /** Whether something written by a bot, or a person, gives a lead time. */
        public boolean takes(boolean isByBot) {
            return switch (this) {
                case INCLUDE -> true;
                case EXCLUDE -> !isByBot;
                case ONLY -> isByBot;
            };
        }
    }

    /** How incidents count while they are closed as not planned or as duplicates. */
    public enum ClosedAs {
        /** They were none. */
        EXCLUDE,
        COUNT
    }
}
