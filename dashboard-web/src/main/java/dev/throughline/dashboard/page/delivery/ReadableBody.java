package dev.throughline.dashboard.page.delivery;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/** The body of a delivery in readable form: JSON indented, with its numbers and order unchanged; anything else as it is. */
final class ReadableBody {

    /** Beyond this, nobody reads the rest on a page. */
    private static final int LONGEST = 200_000;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private ReadableBody() {}

    static String of(byte[] body) {
        String text = indented(new String(body, StandardCharsets.UTF_8));
        return text.length() > LONGEST ? text.substring(0, LONGEST) + "\n…" : text;
    }

    private static String indented(String text) {
        StringWriter written = new StringWriter();
        try (JsonParser parser = JSON.createParser(text);
                JsonGenerator generator = JSON.writerWithDefaultPrettyPrinter().createGenerator(written)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token.isNumeric()) {
                    generator.writeNumber(parser.getString());
                } else {
                    generator.copyCurrentEvent(parser);
                }
            }
        } catch (JacksonException e) {
            return text;
        }
        return written.toString();
    }
}
