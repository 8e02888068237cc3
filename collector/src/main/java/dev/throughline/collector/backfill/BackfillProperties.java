package dev.throughline.collector.backfill;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** @param backfill whether history is read by API automatically */
@ConfigurationProperties("throughline")
record BackfillProperties(@DefaultValue("auto") Mode backfill) {

    /** Who begins. */
    enum Mode {
        /** The history of a repository is read at its first delivery, and every night the last days are read again. */
        AUTO,
        /** Only on request. */
        OFF
    }
}
