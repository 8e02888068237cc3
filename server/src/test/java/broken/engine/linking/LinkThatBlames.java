package broken.engine.linking;

import broken.engine.attribution.RuleThatSpeaksSpring;
import org.jspecify.annotations.NullMarked;

/** Breaks: linking knows nothing of attribution. */
@NullMarked
public record LinkThatBlames(RuleThatSpeaksSpring rule) {}
