package dev.throughline.dashboard.weekly;

import dev.throughline.dashboard.weekly.ReportProperties.Team;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/** Where a report goes. It prints itself without its secret, and without the name in an address. */
sealed interface Destination {

    /** Its name in the book: the same for the same destination, and no secret. */
    String key();

    Channel channel();

    /** A mail to one address: nobody sees who else gets one, and each is sent independently. */
    record Mail(String address) implements Destination {

        private static final int DIGITS = 32;

        @Override
        public String key() {
            try {
                byte[] hash = MessageDigest.getInstance("SHA-256")
                        .digest(address.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
                return channel().word() + ":" + HexFormat.of().formatHex(hash).substring(0, DIGITS);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java platform has SHA-256", e);
            }
        }

        @Override
        public Channel channel() {
            return Channel.MAIL;
        }

        @Override
        public String toString() {
            return address.charAt(0) + "…" + address.substring(address.lastIndexOf('@'));
        }
    }

    /** A message to a Slack-compatible incoming webhook. */
    record Webhook(URI url) implements Destination {

        static Webhook of(Team team) {
            return new Webhook(checked(team.webhook().isSet() ? team.webhook().reveal() : read(team.webhookFile())));
        }

        /** Errors do not contain the URL, which as a whole is a secret. */
        private static URI checked(String text) {
            try {
                URI url = new URI(text);
                String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
                if (url.getHost() != null
                        && url.getRawUserInfo() == null
                        && (scheme.equals("https") || scheme.equals("http") && Loopback.isHost(url.getHost()))) {
                    return url;
                }
            } catch (URISyntaxException _) {
                // refused below
            }
            throw new IllegalArgumentException(
                    "throughline.reports.teams: a webhook must be a URL that begins with https and names no user");
        }

        private static String read(String file) {
            try {
                return Files.readString(Path.of(file)).strip();
            } catch (IOException e) {
                throw new IllegalArgumentException(
                        "throughline.reports.teams: the webhook-file %s cannot be read".formatted(file));
            }
        }

        @Override
        public String key() {
            return channel().word();
        }

        @Override
        public Channel channel() {
            return Channel.WEBHOOK;
        }

        @Override
        public String toString() {
            return "the webhook at " + url.getHost();
        }
    }
}
