package dev.throughline.server.acceptance;

import dev.throughline.demo.Delivery;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * What happens in some repositories, written down as the deliveries that GitHub would send. Each telling has repositories,
 * names and hashes of its own, so many can be told to one server without meeting.
 */
final class Story {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm[:ss]");
    private static long lastRepository = 5_000;

    private final String telling;
    private final List<Delivery> deliveries = new ArrayList<>();

    /** @param telling word that no other story told to the same server has */
    Story(String telling) {
        this.telling = telling;
    }

    /** A repository, measured as the service {@code <telling>/<name>}. */
    Repository repository(String name) {
        return new Repository(this, "github.com", nextRepository(), name);
    }

    /** A repository on another host, which counts for itself and came to the number of one here. */
    Repository repository(String name, String host, Repository sameNumber) {
        return new Repository(this, host, sameNumber.github().id(), name);
    }

    /** Everything told so far, in order of time. */
    List<Delivery> deliveries() {
        return List.copyOf(deliveries);
    }

    /** UTC, to the minute or the second: {@code 2026-01-05 09:00}. */
    static Instant at(String time) {
        return LocalDateTime.parse(time, TIME).toInstant(ZoneOffset.UTC);
    }

    String telling() {
        return telling;
    }

    void add(Delivery delivery) {
        deliveries.add(delivery);
    }

    String sha(String repository, String commit) {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            String seed = telling + "/" + repository + " " + commit;
            return HexFormat.of().formatHex(sha1.digest(seed.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }

    private static synchronized long nextRepository() {
        return ++lastRepository;
    }
}
