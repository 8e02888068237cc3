package dev.throughline.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.DynamicTest;

/**
 * The same few days of March 2025 for every source that can post, each part of them told by whoever can tell it. A is deployed on the 3rd
 * at 10:00. B, written on the 4th at 09:00 and merged by change 12 at 10:00 as M, is deployed at 12:00. Incident 5 lasts from 13:00 to
 * 15:00. C, written at 13:30 and merged by change 13 at 14:30 as N, fixes it and is deployed at 14:50.
 */
final class SourceStory {

    private static final String MARCH = "from=2025-03-01&until=2025-04-01";

    private static final String DOUBLED = "shuffled and doubled";

    private final FullServer server;
    private final String service;
    private final List<Step> steps = new ArrayList<>();

    /** Something that a sender says, and may say again. */
    private interface Step {

        /** @param attempt another one each time */
        void tell(int attempt);
    }

    /** @param service that the numbers are of: the full name of its repository */
    SourceStory(FullServer server, String service) {
        this.server = server;
        this.service = service;
    }

    /**
     * A test for each order in which the story may arrive.
     *
     * @param server that it is told to
     * @param tell what tells the whole of it, of the server and with a word that no other telling has
     * @param check what is held against it beside the numbers
     */
    static Stream<DynamicTest> inEveryOrder(
            FullServer server, BiFunction<FullServer, String, SourceStory> tell, Consumer<SourceStory> check) {
        return Stream.of(
                order(server, "in order", steps -> steps, tell, check),
                order(server, "reversed", List::reversed, tell, check),
                order(server, DOUBLED, SourceStory::shuffled, tell, check));
    }

    /** The words that {@link #inEveryOrder} tells the story with. */
    static List<String> tellings() {
        return List.of("in-order", "reversed", "shuffled-and-doubled");
    }

    private static List<Runnable> shuffled(List<Runnable> steps) {
        List<Runnable> all = new ArrayList<>(steps);
        Collections.shuffle(all, new Random(20250304));
        return all;
    }

    private static DynamicTest order(
            FullServer server,
            String name,
            UnaryOperator<List<Runnable>> order,
            BiFunction<FullServer, String, SourceStory> tell,
            Consumer<SourceStory> check) {
        return DynamicTest.dynamicTest(name, () -> {
            SourceStory story = tell.apply(server, name.replace(' ', '-'));
            List<Runnable> told = new ArrayList<>();
            for (int attempt = 1; attempt <= (name.equals(DOUBLED) ? 2 : 1); attempt++) {
                int again = attempt;
                story.steps.forEach(step -> told.add(() -> step.tell(again)));
            }
            order.apply(told).forEach(Runnable::run);
            story.server.settle();
            check.accept(story);
        });
    }

    String service() {
        return service;
    }

    /** The hash of a commit by its letter. */
    String sha(String commit) {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            return HexFormat.of().formatHex(sha1.digest((service + " " + commit).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }

    /** HMAC-SHA256 in hex. */
    static String hmac(String secret, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    /**
     * Has a source post a body.
     *
     * @param json with {@code '} for every quotation mark, and {@code $A} for the hash of a commit
     * @param envelope the headers that its sender puts on a body, for an id of the delivery
     */
    SourceStory posts(String source, String json, BiFunction<byte[], String, Map<String, String>> envelope) {
        byte[] body = written(json).getBytes(StandardCharsets.UTF_8);
        String delivery = service + "-" + steps.size();
        steps.add(attempt -> server.deliver(source, envelope.apply(body, delivery + "-" + attempt), body));
        return this;
    }

    /** Reports what is deployed when, for sources that do not tell it. */
    SourceStory deploys(String commit, String at) {
        String body = written("{'service':'%s','id':'%s','environment':'production','sha':'$%s','finished_at':'%s'}"
                .formatted(service, commit, commit, at));
        steps.add(_ -> server.report("deployments", body));
        return this;
    }

    /** All three deployments of the story. */
    SourceStory deploys() {
        return deploys("A", "2025-03-03T10:00:00Z")
                .deploys("M", "2025-03-04T12:00:00Z")
                .deploys("N", "2025-03-04T14:50:00Z");
    }

    /** Reports the incident, for sources that do not tell it. */
    SourceStory breaks() {
        String body = written(
                "{'service':'%s','id':'5','opened_at':'2025-03-04T13:00:00Z','resolved_at':'2025-03-04T15:00:00Z'}"
                        .formatted(service));
        steps.add(_ -> server.report("incidents", body));
        return this;
    }

    private String written(String json) {
        String written = json.replace('\'', '"');
        for (String commit : List.of("A", "B", "M", "C", "N")) {
            written = written.replace("$" + commit, sha(commit));
        }
        return written;
    }

    /** B waits three hours, C one hour and twenty minutes; of three deployments one fails, for two hours, and one is rework. */
    SourceStory hasTheFiveNumbers(int rework) {
        Metrics march = march("");
        march.frequency().is("count", 3).isAbout("value", 3 / 31.0);
        march.leadTime().is("n", 2).isAbout("value", (10_800 + 4_800) / 2.0);
        march.failRate().is("numerator", 1).is("denominator", 3);
        march.recovery().is("n", 1).isAbout("value", 7_200);
        march.rework().is("numerator", rework).is("denominator", 3);
        return this;
    }

    /** From merge to deployment change 12 waits two hours, change 13 twenty minutes. */
    SourceStory knowsItsChanges() {
        march("&basis=merge").leadTime().is("n", 2).isAbout("value", (7_200 + 1_200) / 2.0);
        assertThat(server.items("/api/v1/changes?service=" + FullServer.encode(service)))
                .extracting(change -> change.path("number").asInt())
                .containsExactlyInAnyOrder(12, 13);
        return this;
    }

    private Metrics march(String more) {
        return new Metrics(server, MARCH + more + "&service=" + FullServer.encode(service));
    }
}
