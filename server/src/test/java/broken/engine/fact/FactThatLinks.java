package broken.engine.fact;

import broken.engine.linking.LinkThatBlames;
import org.jspecify.annotations.NullMarked;

/** Breaks: facts know nothing of what is concluded from them. */
@NullMarked
public record FactThatLinks(LinkThatBlames link) {}
