package dev.throughline.collector.inbox;

import dev.throughline.collector.source.Delivery;
import dev.throughline.collector.source.Envelope;
import dev.throughline.collector.source.FourKeysMark;
import dev.throughline.collector.source.Normalization;
import dev.throughline.collector.source.Reply;
import dev.throughline.collector.source.Source;
import dev.throughline.engine.fact.RepositoryId;
import dev.throughline.engine.fact.RepositoryName;
import dev.throughline.engine.fact.SourceTraits;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A source whose bodies say what becomes of them. Whoever knows the word "open sesame" may post. */
final class FakeSource implements Source {

    private final String name;
    private final Optional<Reply> reply;
    private final Duration patience;

    FakeSource() {
        this("fake", Optional.empty(), Duration.ofSeconds(10));
    }

    private FakeSource(String name, Optional<Reply> reply, Duration patience) {
        this.name = name;
        this.reply = reply;
        this.patience = patience;
    }

    /** Another one, whose sender waits for a second and wants 204. */
    static FakeSource inHaste() {
        return new FakeSource("fake-in-haste", Optional.of(Reply.NO_CONTENT), Duration.ofSeconds(1));
    }

    @Override
    public SourceTraits traits() {
        return SourceTraits.ofCommits(name, SourceTraits.Precedence.PIPELINE);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Optional<Reply> handshake(Envelope envelope) {
        return Optional.ofNullable(envelope.header("WebHook-Request-Origin"))
                .map(origin -> new Reply(200, Map.of("WebHook-Allowed-Origin", origin)));
    }

    @Override
    public Optional<Reply> reply() {
        return reply;
    }

    @Override
    public List<FourKeysMark> fourKeysMarks() {
        return List.of(new FourKeysMark(7, "X-Sent-By", name));
    }

    @Override
    public Duration patience() {
        return patience;
    }

    @Override
    public boolean isSigned(Envelope envelope) {
        return true;
    }

    @Override
    public boolean authenticate(Envelope envelope, byte[] body) {
        return "open sesame".equals(envelope.header("X-Word")) || "open sesame".equals(envelope.parameter("word"));
    }

    @Override
    public String event(Envelope envelope) {
        String event = envelope.header("X-Event");
        return event == null ? "" : event;
    }

    @Override
    public Optional<String> delivery(Envelope envelope) {
        return Optional.ofNullable(envelope.header("X-Delivery"));
    }

    @Override
    public Normalization normalize(Delivery delivery) {
        String body = new String(delivery.body(), StandardCharsets.UTF_8);
        return switch (body) {
            case "ignore" -> new Normalization.Ignored("asked to");
            case "malformed" -> new Normalization.Malformed("a.field", "is odd");
            case "throw" -> throw new IllegalStateException("thrown by the source\nwith secret");
            case "overflow" -> throw new StackOverflowError();
            default ->
                new Normalization.Facts(
                        List.of(new RepositoryName(new RepositoryId("fake", "1"), body, delivery.receivedAt())));
        };
    }
}
