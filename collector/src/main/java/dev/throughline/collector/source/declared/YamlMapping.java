package dev.throughline.collector.source.declared;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * The keys of a mapping in a YAML file. Every error is noted with its line and replaced, so that the rest is checked too; after reading
 * every key, {@link #check} it.
 */
final class YamlMapping {

    private static final int LONGEST = 200_000;

    private final Map<String, Node> values = new LinkedHashMap<>();
    private final Map<String, Node> unasked = new LinkedHashMap<>();
    private final Fault at;
    private final List<Fault> faults;

    /** @throws Fault.Faulty when it is not YAML, or not a mapping */
    static YamlMapping of(String file) {
        var options = new LoaderOptions();
        options.setCodePointLimit(LONGEST);
        options.setMaxAliasesForCollections(0);
        options.setNestingDepthLimit(20);
        try {
            Node root = new Yaml(options).compose(new StringReader(file));
            List<Fault> faults = new ArrayList<>();
            if (root instanceof MappingNode mapping) {
                return new YamlMapping(mapping, faults);
            }
            throw new Fault.Faulty(List.of(new Fault(1, 1, "the file holds no keys")));
        } catch (MarkedYAMLException e) {
            Mark mark = e.getProblemMark();
            throw new Fault.Faulty(List.of(new Fault(
                    mark == null ? 1 : mark.getLine() + 1,
                    mark == null ? 1 : mark.getColumn() + 1,
                    "this is not YAML: " + e.getProblem())));
        } catch (YAMLException e) {
            throw new Fault.Faulty(List.of(new Fault(
                    1, 1, String.valueOf(e.getMessage()).lines().findFirst().orElse(""))));
        }
    }

    /** One that says nothing. */
    private YamlMapping(Fault at, List<Fault> faults) {
        this.at = at;
        this.faults = faults;
    }

    private YamlMapping(MappingNode mapping, List<Fault> faults) {
        this(fault(mapping, ""), faults);
        for (NodeTuple tuple : mapping.getValue()) {
            if (tuple.getKeyNode() instanceof ScalarNode key) {
                if (values.putIfAbsent(key.getValue(), tuple.getValueNode()) != null) {
                    faults.add(fault(key, "'%s' stands here a second time".formatted(key.getValue())));
                }
                unasked.put(key.getValue(), key);
            } else {
                faults.add(fault(tuple.getKeyNode(), "a key has to be a word"));
            }
        }
    }

    /** @throws Fault.Faulty when anything was wrong, or a key was never read */
    void check() {
        refuseOthers();
        if (!faults.isEmpty()) {
            throw new Fault.Faulty(faults);
        }
    }

    private void refuseOthers() {
        unasked.forEach((key, node) -> faults.add(fault(node, "'%s' is not a known key".formatted(key))));
        unasked.clear();
    }

    /** Notes that a value is wrong. */
    void fault(String key, String detail) {
        faults.add(values.containsKey(key) ? fault(values.get(key), detail) : missingAt(key + ": " + detail));
    }

    /** Notes what is wrong somewhere within a value. */
    void fault(Fault fault) {
        faults.add(fault);
    }

    private Fault missingAt(String detail) {
        return new Fault(at.line(), at.column(), detail);
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    /** A text that must be present. */
    String text(String key) {
        Optional<String> text = maybeText(key);
        if (text.isEmpty() && !values.containsKey(key)) {
            faults.add(missingAt("'%s' is missing".formatted(key)));
        }
        return text.orElse("");
    }

    Optional<String> maybeText(String key) {
        return scalar(key).map(ScalarNode::getValue);
    }

    Optional<ScalarNode> scalar(String key) {
        return value(key).flatMap(node -> {
            if (node instanceof ScalarNode scalar) {
                return Optional.of(scalar);
            }
            faults.add(fault(node, "'%s' has to be a text".formatted(key)));
            return Optional.empty();
        });
    }

    /** The meaning of a word; an unknown word is noted, with the valid ones. */
    <T> Optional<T> maybeOneOf(String key, String expected, Function<String, Optional<T>> meaning) {
        return maybeText(key).flatMap(word -> {
            Optional<T> meant = meaning.apply(word);
            if (meant.isEmpty()) {
                fault(key, "'%s' should be %s".formatted(word, expected));
            }
            return meant;
        });
    }

    /** Words in a list, or a single one; none when it is missing. */
    List<String> texts(String key) {
        return value(key)
                .map(node -> items(node, key).stream()
                        .map(item -> {
                            if (item instanceof ScalarNode scalar) {
                                return scalar.getValue();
                            }
                            faults.add(fault(item, "'%s' has to be a list of texts".formatted(key)));
                            return "";
                        })
                        .toList())
                .orElseGet(List::of);
    }

    private static List<Node> items(Node node, String key) {
        return node instanceof SequenceNode sequence ? sequence.getValue() : List.of(node);
    }

    /** All keys, if they are names that the file chooses. */
    Set<String> names() {
        return Collections.unmodifiableSet(values.keySet());
    }

    /** Whether there are keys within this one. */
    boolean holdsKeys(String key) {
        return values.get(key) instanceof MappingNode;
    }

    /** A mapping within this one, which may only have the keys read here. */
    <T> Optional<T> maybe(String key, Function<YamlMapping, T> read) {
        return maybeMapping(key).map(mapping -> {
            T result = read.apply(mapping);
            mapping.refuseOthers();
            return result;
        });
    }

    private Optional<YamlMapping> maybeMapping(String key) {
        return value(key).flatMap(node -> {
            if (node instanceof MappingNode mapping) {
                return Optional.of(new YamlMapping(mapping, faults));
            }
            faults.add(fault(node, "'%s' has to hold keys".formatted(key)));
            return Optional.empty();
        });
    }

    /**
     * A list, or a single item, each with one key that says what it is: {@code - token: {header: X-Token}}; a single word is a key without
     * a value.
     */
    <T> List<T> choices(String key, Map<String, BiFunction<YamlMapping, String, T>> kinds) {
        List<T> chosen = new ArrayList<>();
        value(key)
                .ifPresent(node -> items(node, key)
                        .forEach(item -> choice(item, key, kinds).ifPresent(chosen::add)));
        return chosen;
    }

    private <T> Optional<T> choice(Node item, String key, Map<String, BiFunction<YamlMapping, String, T>> kinds) {
        String known = kinds.keySet().stream().sorted().collect(Collectors.joining(", "));
        if (item instanceof ScalarNode word && kinds.containsKey(word.getValue())) {
            return Optional.of(kinds.get(word.getValue()).apply(new YamlMapping(fault(item, ""), faults), ""));
        }
        if (item instanceof MappingNode mapping
                && mapping.getValue().size() == 1
                && mapping.getValue().getFirst().getKeyNode() instanceof ScalarNode name
                && kinds.containsKey(name.getValue())) {
            Node said = mapping.getValue().getFirst().getValueNode();
            BiFunction<YamlMapping, String, T> kind = kinds.get(name.getValue());
            if (said instanceof ScalarNode text) {
                return Optional.of(kind.apply(new YamlMapping(fault(said, ""), faults), text.getValue()));
            }
            if (said instanceof MappingNode inner) {
                YamlMapping keys = new YamlMapping(inner, faults);
                T result = kind.apply(keys, "");
                keys.refuseOthers();
                return Optional.of(result);
            }
        }
        faults.add(fault(item, "'%s' should be one of %s, with what belongs to it".formatted(key, known)));
        return Optional.empty();
    }

    private Optional<Node> value(String key) {
        unasked.remove(key);
        return Optional.ofNullable(values.get(key));
    }

    private static Fault fault(Node node, String detail) {
        Mark mark = node.getStartMark();
        return mark == null ? new Fault(1, 1, detail) : new Fault(mark.getLine() + 1, mark.getColumn() + 1, detail);
    }
}
