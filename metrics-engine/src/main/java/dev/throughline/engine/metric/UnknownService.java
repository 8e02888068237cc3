package dev.throughline.engine.metric;

/** A service was named that no source has reported. */
public class UnknownService extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private UnknownService(String message) {
        super(message);
    }

    public static UnknownService named(String name) {
        return new UnknownService("no service is called '" + name + "'");
    }

    public static UnknownService ofTeam(String team) {
        return new UnknownService("no service is owned by a team '" + team + "'");
    }
}
