package dev.throughline.collector.source.azuredevops;

import dev.throughline.collector.payload.Utf8;
import dev.throughline.collector.proof.Tokens;
import dev.throughline.collector.source.Delivery;
import dev.throughline.collector.source.Envelope;
import dev.throughline.collector.source.Normalization;
import dev.throughline.collector.source.Source;
import dev.throughline.engine.catalog.Catalog;
import dev.throughline.engine.fact.SourceTraits;
import dev.throughline.engine.fact.SourceTraits.Precedence;
import java.util.Optional;

/**
 * The service hooks of Azure DevOps Services and Server. Nothing is signed: a hook sends a password, or the same in its own header. Only
 * the body says what happened.
 */
final class AzureDevOpsSource implements Source {

    static final String NAME = "azure-devops";
    static final SourceTraits TRAITS =
            SourceTraits.ofCommits(NAME, Precedence.PIPELINE).withChangeSign('!');

    static final String TOKEN = "X-Throughline-Token";
    private static final String AUTHORIZATION = "Authorization";

    private final String name;
    private final Tokens tokens;
    private final AzureDevOpsEventConverter converter;

    /** @param name the name in its address; its facts are of one kind whatever that is */
    AzureDevOpsSource(String name, AzureDevOpsProperties properties, Catalog catalog) {
        this.name = name;
        this.tokens = new Tokens(properties.secret());
        this.converter = new AzureDevOpsEventConverter(properties, catalog);
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
        String token = envelope.header(TOKEN);
        String authorization = envelope.header(AUTHORIZATION);
        return token != null && !token.isEmpty() || authorization != null && Tokens.isBasic(authorization);
    }

    @Override
    public boolean authenticate(Envelope envelope, byte[] body) {
        return tokens.has(envelope.header(TOKEN)) | tokens.hasBasic(envelope.header(AUTHORIZATION));
    }

    @Override
    public String event(Envelope envelope) {
        return "";
    }

    /** Its id is in the body; the headers name only the hook. */
    @Override
    public Optional<String> delivery(Envelope envelope) {
        return Optional.empty();
    }

    @Override
    public Normalization normalize(Delivery delivery) {
        return Normalization.of(
                () -> converter.convert(Utf8.text(delivery.body()), delivery.key(), delivery.receivedAt()));
    }
}
