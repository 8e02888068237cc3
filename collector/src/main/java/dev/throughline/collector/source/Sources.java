package dev.throughline.collector.source;

import dev.throughline.collector.comment.CommentApi;
import dev.throughline.collector.source.SourceInstances.Instance;
import dev.throughline.collector.source.SourceKind.Surroundings;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.beans.BeanUtils;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.env.Environment;
import org.springframework.core.type.filter.AssignableTypeFilter;
import org.springframework.util.ClassUtils;

/** Every source that can post here, known before anything runs: one of each kind, and additional configured ones. */
public final class Sources {

    /** What arrives through the REST API is kept under this name. */
    private static final String RESERVED = "api";

    private static final Comparator<Described> BY_PRECEDENCE = Comparator.comparing(
                    (Described source) -> source.description.traits().precedence())
            .thenComparing(source -> -source.description.tells().size())
            .thenComparing(source -> source.description.title(), String.CASE_INSENSITIVE_ORDER);

    private final Map<String, Described> byName;

    private record Described(SourceDescription description, SourceKind<?> kind) {}

    private Sources(List<Described> sources) {
        byName = sources.stream()
                .sorted(BY_PRECEDENCE)
                .collect(Collectors.toMap(
                        source -> source.description.name(), source -> source, (a, _) -> a, LinkedHashMap::new));
    }

    /** One of each kind. */
    public static Sources ofEachKind() {
        return of(Kinds.BUNDLED, List.of());
    }

    /**
     * One of each kind, and what {@code throughline.sources} adds.
     *
     * @throws IllegalArgumentException when that is invalid; the message names the key
     */
    public static Sources configured(Environment environment) {
        return of(
                Kinds.configured(environment),
                Binder.get(environment)
                        .bindOrCreate("throughline", SourceInstances.class)
                        .sources());
    }

    static Sources of(List<? extends SourceKind<?>> kinds, List<Instance> more) {
        Map<String, Described> sources = new LinkedHashMap<>();
        kinds.forEach(kind -> sources.put(kind.description().name(), new Described(kind.description(), kind)));
        Map<String, Described> byKind = Map.copyOf(sources);
        for (Instance instance : more) {
            Described first = byKind.get(instance.kind());
            if (first == null) {
                throw new IllegalArgumentException(
                        "throughline.sources: the kind of '%s' is '%s', but must be one of %s"
                                .formatted(
                                        instance.name(),
                                        instance.kind(),
                                        byKind.keySet().stream().sorted().collect(Collectors.joining(", "))));
            }
            var described = new Described(first.description.named(instance.name()), first.kind);
            if (instance.name().equals(RESERVED) || sources.putIfAbsent(instance.name(), described) != null) {
                throw new IllegalArgumentException(
                        "throughline.sources: there is a source '%s' already".formatted(instance.name()));
            }
        }
        return new Sources(List.copyOf(sources.values()));
    }

    /** All of them, highest precedence first; with equal precedence, the one that reports most first. */
    public List<SourceDescription> all() {
        return byName.values().stream().map(Described::description).toList();
    }

    public Optional<SourceDescription> find(String name) {
        return Optional.ofNullable(byName.get(name)).map(Described::description);
    }

    /** Names of those whose senders have an API that can be asked for history. */
    public Set<String> withHistory() {
        return byName.values().stream()
                .filter(source -> source.kind.hasHistory())
                .map(source -> source.description.name())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Each way to write comments. */
    public Set<CommentApi> comments() {
        return byName.values().stream()
                .flatMap(source -> source.kind.comments().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The type of the settings of a source, which has its keys. */
    public Class<? extends Record> settings(SourceDescription source) {
        return kind(source).settings();
    }

    /**
     * Creates each of them from its settings.
     *
     * @param check validates the settings
     */
    List<Source> open(Binder binder, BindHandler check, Surroundings around) {
        return byName.values().stream()
                .map(source -> open(source.kind, source.description, binder, check, around))
                .toList();
    }

    private static <P extends Record> Source open(
            SourceKind<P> kind, SourceDescription source, Binder binder, BindHandler check, Surroundings around) {
        P settings = binder.bindOrCreate(source.prefix(), Bindable.of(kind.settings()), check);
        return kind.open(source.name(), settings, around);
    }

    SourceKind<?> kind(SourceDescription source) {
        Described known = byName.get(source.name());
        if (known == null) {
            throw new IllegalArgumentException("no source is called '%s'".formatted(source.name()));
        }
        return known.kind;
    }

    /** What the sibling packages publish. */
    private static final class Kinds {

        private static final List<SourceKind<?>> CLASSES = find("*/*Kind.class", SourceKind.class).stream()
                .<SourceKind<?>>map(found -> (SourceKind<?>) found)
                .toList();
        private static final List<SourceKinds> OTHERS = find("*/*Kinds.class", SourceKinds.class).stream()
                .map(SourceKinds.class::cast)
                .toList();

        static final List<SourceKind<?>> BUNDLED = Stream.concat(
                        CLASSES.stream(), OTHERS.stream().<SourceKind<?>>flatMap(others -> others.bundled().stream()))
                .toList();

        /**
         * Those of each class, of each file included with Throughline, and of each file that the user added: the last one with a name wins.
         */
        static List<SourceKind<?>> configured(Environment environment) {
            Set<String> names =
                    CLASSES.stream().map(kind -> kind.description().name()).collect(Collectors.toSet());
            Map<String, SourceKind<?>> added = new LinkedHashMap<>();
            for (SourceKinds others : OTHERS) {
                for (SourceKind<?> kind : others.configured(environment)) {
                    String name = kind.description().name();
                    if (name.equals(RESERVED) || names.contains(name) || added.putIfAbsent(name, kind) != null) {
                        throw new IllegalArgumentException("there is a source '%s' already".formatted(name));
                    }
                }
            }
            return Stream.concat(
                            BUNDLED.stream()
                                    .filter(kind -> !added.containsKey(
                                            kind.description().name())),
                            added.values().stream())
                    .toList();
        }

        private static List<Object> find(String pattern, Class<?> type) {
            var scanner = new ClassPathScanningCandidateComponentProvider(false);
            scanner.addIncludeFilter(new AssignableTypeFilter(type));
            scanner.setResourcePattern(pattern);
            return scanner.findCandidateComponents(Sources.class.getPackageName()).stream()
                    .<Object>map(found -> BeanUtils.instantiateClass(
                            ClassUtils.resolveClassName(String.valueOf(found.getBeanClassName()), null)))
                    .toList();
        }
    }
}
