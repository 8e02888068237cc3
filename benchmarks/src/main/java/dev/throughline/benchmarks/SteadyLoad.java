package dev.throughline.benchmarks;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Pushes and deployments of many services at a steady rate over one connection, and readers beside them. */
final class SteadyLoad {

    private static final long READ_EVERY_MILLIS = 50;

    private final ServerProcess server;
    private final List<PushedService> services;
    private final int perSecond;
    private volatile boolean isOver;

    /** @param perSecond deliveries: each deployment comes with a push */
    SteadyLoad(ServerProcess server, int services, int perSecond) {
        this.server = server;
        this.services = IntStream.range(0, services)
                .mapToObj(number -> new PushedService(server.port(), number))
                .toList();
        this.perSecond = perSecond;
    }

    /** What asks for the metrics of all services over a year. */
    static final String ALL = "/api/v1/metrics?from=2026-01-01&until=2027-01-01";

    static String question(PushedService service) {
        return ALL + "&service=" + service.name();
    }

    /**
     * Sends for so long, to one service after the other.
     *
     * @param deployed told of each service right after its deployment was answered
     */
    void send(int seconds, Consumer<PushedService> deployed) throws IOException {
        isOver = false;
        try (Connection sender = new Connection(server.port())) {
            long start = System.nanoTime();
            for (int sent = 0; sent < perSecond * seconds; sent += 2) {
                long at = start + TimeUnit.SECONDS.toNanos(sent) / perSecond;
                LockSupport.parkNanos(at - System.nanoTime());
                PushedService service = services.get(sent / 2 % services.size());
                post(sender, service.push());
                post(sender, service.deploy());
                deployed.accept(service);
            }
        } finally {
            isOver = true;
        }
    }

    private static void post(Connection connection, byte[] delivery) throws IOException {
        int status = connection.send(delivery);
        if (status != 202) {
            throw new IllegalStateException("a delivery was answered " + status);
        }
    }

    /** Asks for one service and for all of them in turn, until nothing is sent any more. */
    Callable<Void> reader(int number) {
        return () -> {
            byte[] one = Connection.get(server.port(), question(services.get(number)) + "&interval=week");
            byte[] all = Connection.get(server.port(), ALL + "&interval=month");
            try (Connection connection = new Connection(server.port())) {
                for (int asked = 0; !isOver; asked++) {
                    connection.send(asked % 2 == 0 ? one : all);
                    Thread.sleep(READ_EVERY_MILLIS);
                }
            }
            return null;
        };
    }
}
