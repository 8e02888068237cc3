package broken.collector.inbox;

import broken.collector.source.Sender;
import org.jspecify.annotations.NullMarked;

/** Closes the cycle of {@link broken.collector.source.api.ApiThatPosts}. */
@NullMarked
public record Letter(Sender sender) {}
