package dev.throughline.collector.backfill;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** @param backfill whether history is read by API without anybody asking */
@ConfigurationProperties("throughline")
record BackfillProperties(@DefaultValue("auto") Mode backfill) {

    /** Who begins. */
    enum Mode {
        /** A repository's first delivery has its history read, and each night the last days are looked at again. */
        AUTO,
        /** Only on request. */
        OFF
    }
}
