package dev.throughline.collector.fuzz;

import dev.throughline.collector.source.Delivery;
import dev.throughline.collector.source.Envelope;
import dev.throughline.collector.source.Envelopes;
import dev.throughline.collector.source.Headers;
import dev.throughline.collector.source.Normalizer;
import dev.throughline.collector.source.Source;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * One body of a source, the same whenever it is made: its name says which.
 *
 * @param number 0 is the seed itself
 */
record Case(String source, Seed seed, int number) {

    /** What every source is configured with, and shown: nothing may tell it. */
    static final String SECRET = "whsec_TWFya2VyT2ZUaGVGdXp6aW5nVGVzdA";

    private static final Instant RECEIVED_AT = Instant.parse("2026-11-21T10:00:00Z");
    private static final String TYPE = "Content-Type";
    private static final String FORM = "application/x-www-form-urlencoded";

    /** Where senders show secrets. */
    private static final Map<String, String> PROOF = Map.ofEntries(
            Map.entry("Authorization", "Bearer " + SECRET),
            Map.entry("X-Gitlab-Token", SECRET),
            Map.entry("X-Throughline-Token", SECRET),
            Map.entry("Tekton-Secret", SECRET),
            Map.entry("X-Hub-Signature", "sha256=" + SECRET),
            Map.entry("X-Hub-Signature-256", "sha256=" + SECRET),
            Map.entry("X-Gitea-Signature", SECRET),
            Map.entry("X-PagerDuty-Signature", "v1=" + SECRET),
            Map.entry("circleci-signature", "v1=" + SECRET),
            Map.entry("Sentry-Hook-Signature", SECRET),
            Map.entry("X-Grafana-Alerting-Signature", SECRET),
            Map.entry("X-Signature", "sha256=" + SECRET),
            Map.entry("webhook-signature", "v1," + SECRET));

    private static final Map<String, String> QUERY = Map.of("token", SECRET, "tekton-secret", SECRET);

    /** What {@code -Dfuzz.case=} runs again. */
    String name() {
        return source + "/" + seed.name() + "#" + number;
    }

    @Override
    public String toString() {
        return name();
    }

    /** What is posted, in the form that the headers say. */
    byte[] body() {
        byte[] json = number == 0
                ? Json.write(seed.body()).getBytes(StandardCharsets.UTF_8)
                : Mutation.of(seed.body(), random("body"));
        return FORM.equals(seed.headers().get(TYPE)) ? form(json) : json;
    }

    /** As the inbox keeps it for this source. */
    Delivery delivery(Normalizer normalizer) {
        Map<String, String> headers = headers();
        String type = headers.get(TYPE);
        if (normalizer instanceof Source posted) {
            Map<String, String> shown = new TreeMap<>(PROOF);
            shown.putAll(headers);
            Envelope envelope = Envelopes.with(shown, QUERY);
            return new Delivery("d1", posted.event(envelope), type, posted.headers(envelope), RECEIVED_AT, body());
        }
        return new Delivery("d1", headers.getOrDefault("event", ""), type, Headers.NONE, RECEIVED_AT, body());
    }

    /** Those of the seed, of which now and then one is odd. */
    private Map<String, String> headers() {
        Map<String, String> headers = new TreeMap<>(seed.headers());
        SplittableRandom random = random("headers");
        if (number > 0 && !headers.isEmpty() && random.nextInt(40) == 0) {
            String name = List.copyOf(headers.keySet()).get(random.nextInt(headers.size()));
            List<String> values = random.nextBoolean() ? OddValues.TIMES : OddValues.TEXTS;
            String value = values.get(random.nextInt(values.size()));
            if (value.chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
                headers.put(name, value);
            }
        }
        return headers;
    }

    private static byte[] form(byte[] json) {
        String bytes = new String(json, StandardCharsets.ISO_8859_1);
        return ("payload=" + URLEncoder.encode(bytes, StandardCharsets.ISO_8859_1)).getBytes(StandardCharsets.US_ASCII);
    }

    /** Of the name alone: what else is tried does not change it. FNV-1a. */
    private SplittableRandom random(String what) {
        String text = name() + what;
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        return new SplittableRandom(hash);
    }
}
