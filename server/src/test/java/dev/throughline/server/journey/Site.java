package dev.throughline.server.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.demo.Demo;
import dev.throughline.server.acceptance.FullServer;
import dev.throughline.server.cli.Progress;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;

/** The servers that all journeys share: one with half a year of the demo, and one to which nothing has happened. */
final class Site {

    private Site() {}

    static FullServer demo() {
        return OfTheDemo.SERVER;
    }

    /** Nothing is to be posted to it. */
    static FullServer empty() {
        return Empty.SERVER;
    }

    /** One that lets nobody read without a token. */
    static FullServer closed() {
        return Closed.SERVER;
    }

    private static final class OfTheDemo {
        private static final Duration HISTORY = Duration.ofDays(200);
        private static final FullServer SERVER = start();

        private static FullServer start() {
            FullServer server = FullServer.start(
                    "--throughline.services[0].name=acme/checkout",
                    "--throughline.services[0].team=payments",
                    "--throughline.services[0].repositories[0]=acme/checkout");
            try (var nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
                Demo demo =
                        new Demo(server.address(), FullServer.SECRET, nowhere, System.err, Clock.systemUTC(), HISTORY);
                assertThat(demo.run(total -> new Progress(nowhere, false, total, "deliveries")))
                        .isZero();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            server.settle();
            return server;
        }
    }

    private static final class Closed {
        private static final FullServer SERVER = FullServer.start("--throughline.address=0.0.0.0");
    }

    private static final class Empty {
        private static final FullServer SERVER = FullServer.start();
    }
}
