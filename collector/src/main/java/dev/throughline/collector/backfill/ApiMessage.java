package dev.throughline.collector.backfill;

import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What an API says about a failure, in the {@code message} or {@code error} of its answer. */
final class ApiMessage {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private ApiMessage() {}

    /** Empty if it says nothing that is understood. */
    static Optional<String> of(byte[] body) {
        try {
            JsonNode said = JSON.readTree(body);
            for (String field : new String[] {"message", "error_description", "error"}) {
                JsonNode words = said.path(field);
                if (words.isString()) {
                    return Optional.of(words.asString());
                }
            }
            return Optional.empty();
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }
}
