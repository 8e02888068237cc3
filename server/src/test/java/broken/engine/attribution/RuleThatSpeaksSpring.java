package broken.engine.attribution;

import org.jspecify.annotations.NullMarked;
import org.springframework.core.env.Environment;

/** Breaks: attribution is plain Java. */
@NullMarked
public record RuleThatSpeaksSpring(Environment environment) {}
