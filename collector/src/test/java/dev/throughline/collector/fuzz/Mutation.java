package dev.throughline.collector.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Makes another body of one: some of its values changed, and now and then its bytes. The same for the same random numbers. */
final class Mutation {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final byte[][] ODD_BYTES = {
        {(byte) 0xef, (byte) 0xbb, (byte) 0xbf}, // a byte order mark
        {(byte) 0xff},
        {(byte) 0xc0, (byte) 0x80}, // an overlong NUL
        {(byte) 0xed, (byte) 0xa0, (byte) 0x80}, // half of a surrogate pair
        {(byte) 0xf4, (byte) 0x90, (byte) 0x80, (byte) 0x80}, // beyond the last character
        {(byte) 0xe2, (byte) 0x82},
        {0},
        {'"'},
        {'\\'},
        {'{'},
        {'['},
        {','}
    };

    private final RandomGenerator random;

    /** Where a value stands. */
    private sealed interface Spot {

        JsonNode value();

        void set(JsonNode value);

        void remove();

        record OfField(ObjectNode object, String name) implements Spot {

            @Override
            public JsonNode value() {
                return object.path(name);
            }

            @Override
            public void set(JsonNode value) {
                object.set(name, value);
            }

            @Override
            public void remove() {
                object.remove(name);
            }
        }

        record OfItem(ArrayNode list, int index) implements Spot {

            @Override
            public JsonNode value() {
                return list.path(index);
            }

            @Override
            public void set(JsonNode value) {
                list.set(index, value);
            }

            @Override
            public void remove() {
                list.remove(index);
            }
        }
    }

    private Mutation(RandomGenerator random) {
        this.random = random;
    }

    /** @param seed stays as it is */
    static byte[] of(JsonNode seed, RandomGenerator random) {
        Mutation mutation = new Mutation(random);
        JsonNode root = seed.deepCopy();
        boolean isOfBytes = random.nextInt(8) == 0;
        int changes = isOfBytes ? random.nextInt(2) : 1 + random.nextInt(random.nextInt(5) + 1);
        for (int i = 0; i < changes; i++) {
            mutation.change(root);
        }
        byte[] body = Json.write(root).getBytes(StandardCharsets.UTF_8);
        return isOfBytes ? mutation.changed(body) : body;
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private void change(JsonNode root) {
        List<Spot> spots = new ArrayList<>();
        collect(root, spots);
        if (spots.isEmpty()) {
            return;
        }
        Spot spot = one(spots);
        if (random.nextInt(2) == 0) {
            fitting(spot);
            return;
        }
        switch (random.nextInt(10)) {
            case 0 -> spot.remove();
            case 1 -> spot.set(NODES.nullNode());
            case 2 -> spot.set(ofAnotherType());
            case 3 -> spot.set(Json.raw(one(OddValues.NUMBERS)));
            case 4 -> spot.set(NODES.stringNode(one(OddValues.TEXTS)));
            case 5 -> spot.set(NODES.stringNode(one(OddValues.TIMES)));
            case 6 -> spot.set(one(spots).value().deepCopy());
            case 7 -> swap(spot, one(spots));
            case 8 -> spot.set(nested(spot.value()));
            case 9 -> rename(spot);
            default -> throw new IllegalStateException();
        }
    }

    private static void collect(JsonNode value, List<Spot> spots) {
        if (value instanceof ObjectNode object) {
            object.properties().forEach(field -> {
                spots.add(new Spot.OfField(object, field.getKey()));
                collect(field.getValue(), spots);
            });
        } else if (value instanceof ArrayNode list) {
            for (int i = 0; i < list.size(); i++) {
                spots.add(new Spot.OfItem(list, i));
                collect(list.get(i), spots);
            }
        }
    }

    /** Something of the same type, which goes further than what is of another. */
    private void fitting(Spot spot) {
        JsonNode value = spot.value();
        switch (value.getNodeType()) {
            case STRING -> spot.set(NODES.stringNode(fitting(value.stringValue())));
            case NUMBER -> spot.set(Json.raw(one(OddValues.NUMBERS)));
            case BOOLEAN -> spot.set(NODES.booleanNode(!value.booleanValue()));
            case ARRAY -> change((ArrayNode) value);
            case OBJECT -> {
                if (random.nextInt(2) == 0) {
                    ((ObjectNode) value).removeAll();
                } else {
                    ((ObjectNode) value).set(one(OddValues.TEXTS), NODES.stringNode(one(OddValues.TEXTS)));
                }
            }
            default -> spot.set(NODES.stringNode(one(OddValues.TEXTS)));
        }
    }

    private String fitting(String text) {
        boolean isTime = text.startsWith("20") && text.indexOf('-') == "2026".length();
        if (isTime && random.nextInt(4) != 0) {
            return one(OddValues.TIMES);
        }
        int at = text.isEmpty() ? 0 : random.nextInt(text.length() + 1);
        return switch (random.nextInt(6)) {
            case 0 -> text.substring(0, at);
            case 1 -> text.substring(at);
            case 2 -> text.substring(0, at) + one(OddValues.TEXTS) + text.substring(at);
            case 3 -> text.substring(0, at) + repeated() + (random.nextInt(2) == 0 ? "" : text.substring(at));
            case 4 -> text.toUpperCase(Locale.ROOT);
            default -> one(OddValues.TEXTS);
        };
    }

    /** Mostly some hundred characters, seldom many thousands: those take long. */
    private String repeated() {
        String part = one(OddValues.REPEATED);
        int length = random.nextInt(400) == 0 ? 1 << (12 + random.nextInt(6)) : 1 << random.nextInt(10);
        return part.repeat(Math.max(1, length / part.length()));
    }

    private void change(ArrayNode list) {
        if (list.isEmpty() || random.nextInt(3) == 0) {
            list.removeAll();
            return;
        }
        JsonNode item = one(list.valueStream().toList());
        int times = random.nextInt(100) == 0 ? 1 << random.nextInt(10) : random.nextInt(4);
        for (int i = 0; i < times; i++) {
            list.add(item.deepCopy());
        }
    }

    private JsonNode ofAnotherType() {
        return switch (random.nextInt(6)) {
            case 0 -> NODES.objectNode();
            case 1 -> NODES.arrayNode();
            case 2 -> NODES.arrayNode().add(NODES.nullNode());
            case 3 -> NODES.arrayNode().add(NODES.arrayNode());
            case 4 -> NODES.booleanNode(random.nextBoolean());
            default -> NODES.numberNode(random.nextInt());
        };
    }

    private static void swap(Spot one, Spot other) {
        JsonNode first = one.value().deepCopy();
        JsonNode second = other.value().deepCopy();
        one.set(second);
        other.set(first);
    }

    private void rename(Spot spot) {
        if (spot instanceof Spot.OfField(ObjectNode object, String name)) {
            JsonNode value = spot.value();
            object.remove(name);
            object.set(random.nextInt(2) == 0 ? name + one(OddValues.TEXTS) : one(OddValues.TEXTS), value);
        }
    }

    private JsonNode nested(JsonNode value) {
        boolean isDeep = random.nextInt(100) == 0;
        int depth = isDeep ? 1 << (5 + random.nextInt(9)) : 1 + random.nextInt(4);
        boolean isList = random.nextBoolean();
        if (isDeep) {
            String open = isList ? "[" : "{\"a\":";
            return Json.raw(open.repeat(depth) + Json.write(value) + (isList ? "]" : "}").repeat(depth));
        }
        JsonNode nested = value;
        for (int i = 0; i < depth; i++) {
            nested = isList ? NODES.arrayNode().add(nested) : NODES.objectNode().set("a", nested);
        }
        return nested;
    }

    private byte[] changed(byte[] body) {
        byte[] changed = body;
        int changes = 1 + random.nextInt(3);
        for (int i = 0; i < changes && changed.length > 0; i++) {
            changed = changedOnce(changed);
        }
        return changed;
    }

    private byte[] changedOnce(byte[] body) {
        int from = random.nextInt(body.length);
        int to = from + random.nextInt(Math.min(body.length - from, 200)) + 1;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        switch (random.nextInt(8)) {
            case 0 -> out.write(body, 0, from);
            case 1 -> out.write(body, from, body.length - from);
            case 2 -> {
                out.write(body, 0, to);
                out.write(body, from, body.length - from);
            }
            case 3 -> {
                out.write(body, 0, from);
                out.write(body, to, body.length - to);
            }
            case 4 -> {
                out.writeBytes(ODD_BYTES[0]);
                out.writeBytes(body);
            }
            case 5 -> {
                out.write(body, 0, from);
                out.writeBytes(ODD_BYTES[random.nextInt(ODD_BYTES.length)]);
                out.write(body, from, body.length - from);
            }
            case 6 -> {
                byte[] flipped = body.clone();
                flipped[from] ^= (byte) (1 << random.nextInt(8));
                out.writeBytes(flipped);
            }
            default -> {
                if (random.nextInt(20) == 0) {
                    out.writeBytes(new String(body, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_16));
                } else {
                    byte[] drawn = body.clone();
                    for (int i = from; i < to; i++) {
                        drawn[i] = (byte) random.nextInt(256);
                    }
                    out.writeBytes(drawn);
                }
            }
        }
        return out.toByteArray();
    }
}
