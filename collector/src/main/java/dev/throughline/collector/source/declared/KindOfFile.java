package dev.throughline.collector.source.declared;

import dev.throughline.collector.source.Source;
import dev.throughline.collector.source.SourceDescription;
import dev.throughline.collector.source.SourceKind;

/** A kind of source that a file describes. */
record KindOfFile(Declaration declaration) implements SourceKind<DeclaredProperties> {

    @Override
    public SourceDescription description() {
        return declaration.description();
    }

    @Override
    public Class<DeclaredProperties> settings() {
        return DeclaredProperties.class;
    }

    @Override
    public Source open(String name, DeclaredProperties settings, Surroundings around) {
        return new DeclaredSource(name, declaration, settings, around.clock());
    }
}
