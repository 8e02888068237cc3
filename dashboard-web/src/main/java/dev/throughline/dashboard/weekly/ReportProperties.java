package dev.throughline.dashboard.weekly;

import java.time.DayOfWeek;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who gets a weekly report, when, and through which mail server. Without teams nothing is ever sent.
 *
 * @param day on which it is sent
 * @param hour from 0 to 23, in {@code zone}
 * @param zone in which weeks and days begin
 * @param teams who gets one
 * @param mailFrom address that mails come from
 * @param smtpHost of the mail server; empty for none, and then no mail can be sent
 * @param smtpSecurity how the connection to it is encrypted
 * @param smtpUser empty if it needs none
 */
@ConfigurationProperties("throughline.reports")
record ReportProperties(
        @DefaultValue("monday") DayOfWeek day,
        @DefaultValue("8") int hour,
        @DefaultValue("UTC") ZoneId zone,
        @DefaultValue List<Team> teams,
        @DefaultValue("") String mailFrom,
        @DefaultValue("") String smtpHost,
        @DefaultValue("587") int smtpPort,
        @DefaultValue("starttls") Security smtpSecurity,
        @DefaultValue("") String smtpUser,
        @DefaultValue("") Hidden smtpPassword) {

    /** How a connection to a mail server is encrypted. */
    enum Security {
        STARTTLS,
        TLS,
        NONE
    }

    /**
     * Who gets the report of a team.
     *
     * @param team its name, as in services; left out for all services together
     * @param mail addresses
     * @param webhook URL of a Slack-compatible incoming webhook, a secret
     * @param webhookFile a file that holds it instead
     */
    record Team(
            @Nullable String team,
            @DefaultValue List<String> mail,
            @DefaultValue("") Hidden webhook,
            @DefaultValue("") String webhookFile) {

        Team {
            team = team == null || team.isBlank() ? null : team.strip();
            mail = mail.stream().map(String::strip).distinct().toList();
        }
    }

    ReportProperties {
        if (hour < 0 || hour > 23) {
            throw new IllegalArgumentException("throughline.reports.hour must be from 0 to 23");
        }
        if (smtpPort < 1 || smtpPort > 65_535) {
            throw new IllegalArgumentException("throughline.reports.smtp-port must be from 1 to 65535");
        }
        smtpHost = smtpHost.strip();
        mailFrom = mailFrom.strip();
        teams = List.copyOf(teams);
        boolean isMailed = teams.stream().anyMatch(team -> !team.mail().isEmpty());
        if (isMailed && smtpHost.isEmpty()) {
            throw new IllegalArgumentException("throughline.reports.smtp-host must be set to send mail");
        }
        if (isMailed && !isAddress(mailFrom)) {
            throw new IllegalArgumentException(
                    "throughline.reports.mail-from must be the address that mails come from, such as throughline@example.org");
        }
        if (smtpPassword.isSet() && smtpSecurity == Security.NONE && !Loopback.isHost(smtpHost)) {
            throw new IllegalArgumentException(
                    "throughline.reports.smtp-security must be starttls or tls: the password would be sent in the clear");
        }
        Set<String> names = new HashSet<>();
        for (int i = 0; i < teams.size(); i++) {
            String name = teams.get(i).team();
            if (!names.add(name == null ? "" : name.toLowerCase(Locale.ROOT))) {
                wrong("throughline.reports.teams[" + i
                        + "].team is listed twice: list a team once, with all its addresses");
            }
            check("throughline.reports.teams[" + i + "].", teams.get(i));
        }
    }

    private static void check(String key, Team team) {
        team.mail().stream()
                .filter(address -> !isAddress(address))
                .findFirst()
                .ifPresent(_ -> wrong(key + "mail must be addresses such as team@example.org"));
        boolean hasFile = !team.webhookFile().isBlank();
        if (team.webhook().isSet() && hasFile) {
            wrong(key + "webhook and webhook-file are both set: set one");
        }
        if (team.mail().isEmpty() && !team.webhook().isSet() && !hasFile) {
            wrong(key + "mail or webhook must say where the report goes");
        }
        // refuses a webhook that cannot be one
        Addressee.of(team).forEach(_ -> {});
    }

    private static void wrong(String message) {
        throw new IllegalArgumentException(message);
    }

    private static boolean isAddress(String text) {
        return text.matches("[^\\s@<>,;\"()]+@[^\\s@<>,;\"()]+");
    }

    /** Everybody who gets something. */
    Stream<Addressee> addressees() {
        return teams.stream().flatMap(Addressee::of);
    }
}
