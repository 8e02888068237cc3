package broken.collector.source;

import org.jspecify.annotations.NullMarked;

/** Closes the cycle of {@link broken.collector.source.api.ApiThatPosts}. */
@NullMarked
public interface Sender {}
