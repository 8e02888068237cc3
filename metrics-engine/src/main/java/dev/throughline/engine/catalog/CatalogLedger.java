package dev.throughline.engine.catalog;

import java.util.List;

/** Keeps the catalog in line with the configuration, shared by any number of processes. */
public interface CatalogLedger {

    /**
     * Makes this the catalog, and marks everything that it affects as due.
     *
     * @return the names of the services that gained or lost something; empty when the catalog was already the same
     */
    List<String> apply(Catalog catalog);
}
