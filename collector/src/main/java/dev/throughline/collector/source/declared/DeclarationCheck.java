package dev.throughline.collector.source.declared;

import dev.throughline.collector.proof.Secret;
import dev.throughline.collector.source.Delivery;
import dev.throughline.collector.source.Headers;
import dev.throughline.collector.source.Normalization;
import dev.throughline.collector.source.SourceDescription;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** Reads a file that describes a source, for its author. */
public final class DeclarationCheck {

    private final Declaration declaration;

    private DeclarationCheck(Declaration declaration) {
        this.declaration = declaration;
    }

    /** A file that does not describe a source. */
    public static final class Wrong extends Exception {

        private static final long serialVersionUID = 1L;

        private final transient List<String> faults;

        private Wrong(List<String> faults) {
            super(String.valueOf(faults), null, false, false);
            this.faults = List.copyOf(faults);
        }

        /** Each as {@code line:column: what}, in the order of the file. */
        public List<String> faults() {
            return faults;
        }
    }

    /**
     * Reads a file.
     *
     * @param name of the file, without its ending
     * @throws Wrong with everything that is wrong
     */
    public static DeclarationCheck of(String name, String file) throws Wrong {
        try {
            return new DeclarationCheck(DeclarationReader.read(name, file));
        } catch (Fault.Faulty e) {
            throw new Wrong(e.faults().stream().map(Fault::toString).toList());
        }
    }

    public SourceDescription description() {
        return declaration.description();
    }

    /**
     * How the source reads a body.
     *
     * @param headers that the sender would send, by name
     */
    public Normalization normalize(byte[] body, Map<String, String> headers, Clock clock) {
        DeclaredSource source = new DeclaredSource(
                declaration.name(), declaration, new DeclaredProperties(List.<Secret>of(), Map.of()), clock);
        Headers sent = new Headers(headers);
        return source.normalize(
                new Delivery("check", "", sent.value("Content-Type").orElse(null), sent, clock.instant(), body));
    }
}
