package broken.demo;

import broken.server.Main;
import org.jspecify.annotations.NullMarked;

/** Breaks: the demo sees nobody. */
@NullMarked
public record DemoThatSeesTheServer(Main server) {}
