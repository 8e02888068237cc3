package dev.throughline.dashboard.weekly;

import org.jspecify.annotations.Nullable;

/**
 * The courier for each channel.
 *
 * @param mail null if no mail server is configured, and then no mail is sent
 */
record Couriers(@Nullable Courier<Destination.Mail> mail, Courier<Destination.Webhook> chat) {

    void send(WeeklyReport report, Destination destination) throws NotSent {
        switch (destination) {
            case Destination.Webhook webhook -> chat.send(report, webhook);
            case Destination.Mail address -> {
                if (mail == null) {
                    throw new IllegalStateException("no mail server is configured");
                }
                mail.send(report, address);
            }
        }
    }
}
