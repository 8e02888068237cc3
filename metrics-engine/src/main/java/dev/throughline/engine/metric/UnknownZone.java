package dev.throughline.engine.metric;

import java.time.ZoneId;

/** A time zone that Java knows and the database does not: their copies of the IANA list differ in age. */
public class UnknownZone extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private UnknownZone(String message) {
        super(message);
    }

    public static UnknownZone named(ZoneId zone) {
        return new UnknownZone("the database knows no time zone '" + zone.getId() + "'");
    }
}
