package dev.throughline.server.forge;

import java.time.Duration;

/** How an answer goes wrong. */
public sealed interface Fault {

    /** An error of the server, 502 for example, as a page of HTML. */
    record Status(int status) implements Fault {}

    /** The connection closes without an answer. */
    record Dropped() implements Fault {}

    /** The connection closes in the middle of the body. */
    record CutBody() implements Fault {}

    /** The answer comes late. */
    record Slow(Duration by) implements Fault {}

    /** 200 with a page of HTML, as a proxy or a login page answers. */
    record HtmlPage() implements Fault {}

    /** 200 with JSON of another shape: an object where a list is due, and the other way round. */
    record WrongShape() implements Fault {}

    /** Every page but the first begins with the last items of the page before. */
    record RepeatedItems(int items) implements Fault {}

    /**
     * GitHub's secondary limit, 403 or 429; whoever comes again before it is over is refused too.
     *
     * @param retryAfter how long it lasts
     * @param told whether {@code Retry-After} says so
     */
    record SecondaryLimit(int status, Duration retryAfter, boolean told) implements Fault {
        public SecondaryLimit(int status, Duration retryAfter) {
            this(status, retryAfter, true);
        }
    }
}
