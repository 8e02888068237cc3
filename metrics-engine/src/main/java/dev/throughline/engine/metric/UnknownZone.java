package dev.throughline.engine.metric;

import java.time.ZoneId;

/** A time zone that is not on the IANA list, or not yet on the database's copy of it. */
public class UnknownZone extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private UnknownZone(String message) {
        super(message);
    }

    public static UnknownZone named(ZoneId zone) {
        return new UnknownZone("'" + zone.getId() + "' is no IANA time zone that the database knows");
    }
}
