package dev.throughline.dashboard.badge;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.throughline.dashboard.wording.Wording;

/**
 * A badge in the schema of the Shields endpoint, whose names are camelCase.
 *
 * @param color one calm colour for data, grey for none: a badge does not judge
 */
record Badge(@JsonProperty("schemaVersion") int schemaVersion, String label, String message, String color) {

    private static final int VERSION = 1;

    static Badge of(String label, String message) {
        return new Badge(VERSION, label, message, message.equals(Wording.NOTHING) ? "lightgrey" : "#3b6ea5");
    }
}
