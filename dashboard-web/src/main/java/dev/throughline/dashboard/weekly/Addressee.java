package dev.throughline.dashboard.weekly;

import dev.throughline.dashboard.weekly.ReportProperties.Team;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A recipient of the report of a team.
 *
 * @param team null for all services
 */
record Addressee(@Nullable String team, Destination destination) {

    static Stream<Addressee> of(Team team) {
        Stream<Destination> mail = team.mail().stream().map(Destination.Mail::new);
        Stream<Destination> chat = team.webhook().isSet() || !team.webhookFile().isBlank()
                ? Stream.of(Destination.Webhook.of(team))
                : Stream.empty();
        return Stream.concat(mail, chat).map(destination -> new Addressee(team.team(), destination));
    }

    /** The name of the team in the book. */
    String teamKey() {
        return team == null ? "" : team.toLowerCase(Locale.ROOT);
    }

    /** The name of the team for people. */
    String teamName() {
        return team == null ? WeeklyReport.ALL : team;
    }
}
