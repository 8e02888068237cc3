package dev.throughline.dashboard.page.frame;

import dev.throughline.engine.fact.CommitSha;
import dev.throughline.engine.history.ListedDeployment;
import dev.throughline.engine.history.ListedIncident;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a sentence.
 *
 * @param href where it leads; null for nowhere
 */
public record Piece(String text, @Nullable String href, Kind kind) {

    /** What a part is, besides words. */
    enum Kind {
        WORDS,
        /** To be read letter by letter, as a hash. */
        CODE,
        /** The same, on another site. */
        CODE_ELSEWHERE
    }

    /** Whether it is to be read letter by letter, as a hash. */
    public boolean isCode() {
        return kind != Kind.WORDS;
    }

    /** Whether it leads to another site. */
    public boolean isElsewhere() {
        return kind == Kind.CODE_ELSEWHERE;
    }

    /** Writes a sentence. */
    public static final class Sentence {

        private final List<Piece> pieces = new ArrayList<>();

        public Sentence text(String text) {
            pieces.add(new Piece(text, null, Kind.WORDS));
            return this;
        }

        public Sentence link(String text, String href) {
            pieces.add(new Piece(text, href, Kind.WORDS));
            return this;
        }

        /** @param href at a forge; null for none */
        public Sentence sha(String sha, @Nullable String href) {
            pieces.add(new Piece(CommitSha.shortened(sha), href, Kind.CODE_ELSEWHERE));
            return this;
        }

        /** A deployment by its commit, leading to its page. */
        public Sentence deployment(ListedDeployment deployment) {
            String sha = deployment.sha();
            pieces.add(new Piece(
                    sha == null ? "the deployment " + deployment.externalId() : CommitSha.shortened(sha),
                    Paths.deployment(deployment.id()),
                    sha == null ? Kind.WORDS : Kind.CODE));
            return this;
        }

        /** An incident by its number and title, leading to its page. */
        public Sentence incident(ListedIncident incident) {
            return text("incident ")
                    .link(
                            (incident.number() == null ? incident.externalId() : "#" + incident.number()) + " "
                                    + incident.title(),
                            Paths.incident(incident.id()));
        }

        public Sentence at(Instant instant, ZoneId zone) {
            return text(Moment.of(instant, zone).text());
        }

        public List<Piece> done() {
            return List.copyOf(pieces);
        }
    }

    public static Sentence sentence() {
        return new Sentence();
    }
}
