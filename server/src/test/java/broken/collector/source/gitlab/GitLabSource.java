package broken.collector.source.gitlab;

import broken.server.Main;
import org.jspecify.annotations.NullMarked;

/** Breaks: nothing sees the server. */
@NullMarked
public record GitLabSource(Main main) {}
