package dev.throughline.collector.source.gitea;

import dev.throughline.collector.payload.Forms;
import dev.throughline.collector.payload.UnreadablePayload;
import dev.throughline.collector.payload.Utf8;
import dev.throughline.collector.source.Delivery;
import dev.throughline.collector.source.Envelope;
import dev.throughline.collector.source.FourKeysMark;
import dev.throughline.collector.source.Normalization;
import dev.throughline.collector.source.Source;
import dev.throughline.engine.catalog.Catalog;
import dev.throughline.engine.fact.SourceTraits;
import dev.throughline.engine.fact.SourceTraits.Precedence;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The webhooks of Gitea, Forgejo and Gogs: of repositories, organisations or a whole instance, in JSON or as a form. */
final class GiteaSource implements Source {

    static final String NAME = "gitea";

    private static final List<FourKeysMark> MARKS =
            List.of(new FourKeysMark(3, "X-Gitea-Event"), new FourKeysMark(3, "X-Forgejo-Event"));

    static final SourceTraits TRAITS =
            SourceTraits.ofCommits(NAME, Precedence.FORGE).withCommitPath("/commit/");

    /** Each sends its own headers, and those of the projects it was forked from. */
    private static final List<String> SENDERS = List.of("X-Forgejo-", "X-Gitea-", "X-Gogs-");

    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String FORM_FIELD = "payload";

    private final String name;
    private final GiteaSignature signature;
    private final GiteaEventConverter converter;

    /** @param name the name in its address; its facts are of one kind whatever that is */
    GiteaSource(String name, GiteaProperties properties, Catalog catalog) {
        this.name = name;
        this.signature = new GiteaSignature(properties.secret());
        this.converter = new GiteaEventConverter(properties, catalog);
    }

    @Override
    public SourceTraits traits() {
        return TRAITS;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean isSigned(Envelope envelope) {
        return GiteaSignature.in(envelope).isPresent();
    }

    /** In a form, the JSON inside is signed, not the form. */
    @Override
    public boolean authenticate(Envelope envelope, byte[] body) {
        try {
            return isSigned(envelope)
                    && signature.signs(envelope, isForm(envelope.header("Content-Type")) ? payload(body) : body);
        } catch (UnreadablePayload _) {
            return false;
        }
    }

    /** The general name of the event; some events only have a specific one. */
    @Override
    public String event(Envelope envelope) {
        return first(envelope, "Event").or(() -> first(envelope, "Event-Type")).orElse("");
    }

    @Override
    public List<FourKeysMark> fourKeysMarks() {
        return MARKS;
    }

    @Override
    public Optional<String> delivery(Envelope envelope) {
        return first(envelope, "Delivery");
    }

    /** Unless its operator configured otherwise. */
    @Override
    public Duration patience() {
        return Duration.ofSeconds(5);
    }

    private static Optional<String> first(Envelope envelope, String header) {
        return SENDERS.stream()
                .flatMap(sender -> Optional.ofNullable(envelope.header(sender + header)).stream())
                .filter(value -> !value.isBlank())
                .findFirst();
    }

    @Override
    public Normalization normalize(Delivery delivery) {
        return Normalization.of(() -> {
            byte[] json = isForm(delivery.contentType()) ? payload(delivery.body()) : delivery.body();
            return converter.convert(
                    delivery.event(), Utf8.text(json), new Origin(delivery.key(), delivery.receivedAt()));
        });
    }

    private static boolean isForm(@Nullable String contentType) {
        return contentType != null && contentType.toLowerCase(Locale.ROOT).startsWith(FORM);
    }

    private static byte[] payload(byte[] form) {
        return Forms.field(form, FORM_FIELD).getBytes(StandardCharsets.UTF_8);
    }
}
