package dev.throughline.engine.catalog;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Brings the database in line with throughline.yml before anything else starts. */
final class CatalogStart implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(CatalogStart.class);
    private static final int NAMED = 3;

    private final Catalog catalog;
    private final CatalogLedger ledger;
    private volatile boolean isRunning;

    CatalogStart(Catalog catalog, CatalogLedger ledger) {
        this.catalog = catalog;
        this.ledger = ledger;
    }

    @Override
    public void start() {
        List<String> touched = ledger.apply(catalog);
        if (!touched.isEmpty()) {
            log.info(
                    "The configuration of services changed: deriving {} again ({}{})",
                    touched.size(),
                    String.join(", ", touched.subList(0, Math.min(NAMED, touched.size()))),
                    touched.size() > NAMED ? ", …" : "");
        }
        isRunning = true;
    }

    @Override
    public void stop() {
        isRunning = false;
    }

    @Override
    public boolean isRunning() {
        return isRunning;
    }

    @Override
    public int getPhase() {
        return Integer.MIN_VALUE;
    }
}
