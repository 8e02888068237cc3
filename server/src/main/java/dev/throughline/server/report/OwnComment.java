package dev.throughline.server.report;

import tools.jackson.databind.JsonNode;

/** How a comment that was written before is known. */
final class OwnComment {

    private OwnComment() {}

    /** Whether a comment begins with a marker. */
    static boolean isMarked(JsonNode comment, String marker) {
        return comment.path("body").asString("").startsWith(marker);
    }

    /** Whether it says the same; forges write lines their own way. */
    static boolean isSame(JsonNode comment, String text) {
        return comment.path("body").asString("").replace("\r\n", "\n").strip().equals(text.strip());
    }
}
