package broken.collector.source.api;

import broken.collector.inbox.Letter;
import org.jspecify.annotations.NullMarked;

/** Breaks: capabilities are free of cycles. No two packages see each other here. */
@NullMarked
public record ApiThatPosts(Letter letter) {}
