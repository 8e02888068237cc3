package dev.throughline.server.setup;

import dev.throughline.demo.Demo;
import dev.throughline.server.cli.CommandLine;
import dev.throughline.server.cli.Progress;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/** With {@code --demo}: posts the sample deliveries to this very server once it is ready, and says what to look at. */
final class DemoStream {

    private final ApplicationArguments arguments;
    private final FolderSetup setup;
    private final Environment environment;
    private final Clock clock;
    private final Thread thread = Thread.ofPlatform().daemon().name("demo").unstarted(this::stream);
    private volatile boolean closing;

    DemoStream(ApplicationArguments arguments, FolderSetup setup, Environment environment, Clock clock) {
        this.arguments = arguments;
        this.setup = setup;
        this.environment = environment;
        this.clock = clock;
    }

    @EventListener
    @Order(Welcome.ORDER + 1)
    void start(ApplicationReadyEvent ready) {
        if (arguments.containsOption(CommandLine.DEMO)) {
            thread.start();
        }
    }

    @EventListener
    void stop(ContextClosedEvent closed) {
        closing = true;
        thread.interrupt();
    }

    private void stream() {
        var complaint = new ByteArrayOutputStream();
        String secret =
                environment.getRequiredProperty(Demo.SECRET).split(",")[0].strip();
        URI server = URI.create(setup.localUrl());
        boolean isTerminal = Progress.isOnTerminal();
        try (PrintStream err = new PrintStream(complaint, true, StandardCharsets.UTF_8)) {
            int status = new Demo(server, secret, System.out, err, clock)
                    .run(total -> new Progress(System.out, isTerminal, total, "deliveries"));
            if (status == 0) {
                System.out.println(pages());
            } else if (!closing) {
                System.err.print("throughline: " + complaint.toString(StandardCharsets.UTF_8));
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private String pages() {
        String base = setup.baseUrl();
        return """

                Look at

                  all services  %1$s/
                  one service   %1$s/services/acme/checkout
                                %1$s/services/acme/catalog
                                %1$s/services/acme/ledger
                  metrics       %1$s/api/v1/metrics?service=acme/checkout&interval=month
                  badge         %1$s/badges/change_lead_time.svg?service=acme/checkout
                  deliveries    %1$s/deliveries

                Ctrl-C stops the server; what was posted stays.
                """.formatted(base);
    }
}
