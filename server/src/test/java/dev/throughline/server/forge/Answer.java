package dev.throughline.server.forge;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a client is told. */
record Answer(int status, byte[] body, Map<String, String> headers) {

    static Answer json(int status, Object body) {
        return of(status, "application/json; charset=utf-8", Json.bytes(body));
    }

    static Answer json(Object body) {
        return json(200, body);
    }

    static Answer text(int status, String type, String body) {
        return of(status, type, body.getBytes(StandardCharsets.UTF_8));
    }

    private static Answer of(int status, String type, byte[] body) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", type);
        return new Answer(status, body, headers);
    }

    Answer with(String header, Object value) {
        headers.put(header, String.valueOf(value));
        return this;
    }
}
