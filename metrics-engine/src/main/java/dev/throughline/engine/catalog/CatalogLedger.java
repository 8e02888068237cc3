package dev.throughline.engine.catalog;

import java.util.List;

/** Keeps the catalog in line with the configuration, shared by any number of processes. */
public interface CatalogLedger {

    /**
     * Makes this the catalog, and whatever it touches due.
     *
     * @return the names of the services that gained or lost something; empty when it was the catalog already
     */
    List<String> apply(Catalog catalog);
}
