package broken.server;

import org.jspecify.annotations.NullMarked;

/** What only the server may see. */
@NullMarked
public final class Main {}
