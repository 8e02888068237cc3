package dev.throughline.collector.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.POJONode;

/** Writes what may be no JSON: a half of a surrogate pair, or a number that is none. */
final class Json {

    /** Before the name of a field whose value is written as base 64 of itself. */
    private static final String BASE64 = "base64:";

    private static final HexFormat HEX = HexFormat.of();

    private final StringBuilder out = new StringBuilder();

    private Json() {}

    /** A value that is written as it is. */
    static JsonNode raw(String text) {
        return new POJONode(text);
    }

    static String write(JsonNode value) {
        Json json = new Json();
        json.append(value);
        return json.out.toString();
    }

    private void append(JsonNode value) {
        switch (value.getNodeType()) {
            case OBJECT -> {
                out.append('{');
                String separator = "";
                for (Map.Entry<String, JsonNode> field : value.properties()) {
                    out.append(separator);
                    append(field.getKey(), field.getValue());
                    separator = ",";
                }
                out.append('}');
            }
            case ARRAY -> {
                out.append('[');
                String separator = "";
                for (JsonNode item : value) {
                    out.append(separator);
                    append(item);
                    separator = ",";
                }
                out.append(']');
            }
            case STRING -> quote(value.stringValue());
            case POJO -> out.append(((POJONode) value).getPojo());
            default -> out.append(value);
        }
    }

    private void append(String name, JsonNode value) {
        if (name.startsWith(BASE64)) {
            quote(name.substring(BASE64.length()));
            out.append(':');
            quote(Base64.getEncoder().encodeToString(write(value).getBytes(StandardCharsets.UTF_8)));
        } else {
            quote(name);
            out.append(':');
            append(value);
        }
    }

    private void quote(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ' || Character.isSurrogate(c)) {
                out.append("\\u").append(HEX.toHexDigits(c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}
