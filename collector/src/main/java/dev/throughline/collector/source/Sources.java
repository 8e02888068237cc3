package dev.throughline.collector.source;

import dev.throughline.collector.source.SourceInstances.Instance;
import dev.throughline.collector.source.SourceKind.Surroundings;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.beans.BeanUtils;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.env.Environment;
import org.springframework.core.type.filter.AssignableTypeFilter;
import org.springframework.util.ClassUtils;

/** Every source that can post here, known before anything runs: one of each kind, and those that are configured beside them. */
public final class Sources {

    /** What comes by the REST API is kept under this name. */
    private static final String RESERVED = "api";

    private static final Comparator<Described> BY_PRECEDENCE = Comparator.comparing(
                    (Described source) -> source.description.traits().precedence())
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
        return of(Kinds.FOUND, List.of());
    }

    /**
     * One of each kind, and what {@code throughline.sources} adds.
     *
     * @throws IllegalArgumentException when that makes no sense; the message names the key
     */
    public static Sources configured(Environment environment) {
        return of(
                Kinds.FOUND,
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

    /** All of them, the one with the highest precedence first. */
    public List<SourceDescription> all() {
        return byName.values().stream().map(Described::description).toList();
    }

    public Optional<SourceDescription> find(String name) {
        return Optional.ofNullable(byName.get(name)).map(Described::description);
    }

    /** The type of the settings of a source, for whoever has to know its keys. */
    public Class<? extends Record> settings(SourceDescription source) {
        return kind(source).settings();
    }

    /**
     * Makes every one of them from its settings.
     *
     * @param check what the settings are held against
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

    /** What the packages beside this one publish. */
    private static final class Kinds {

        static final List<SourceKind<?>> FOUND = find();

        private static List<SourceKind<?>> find() {
            var scanner = new ClassPathScanningCandidateComponentProvider(false);
            scanner.addIncludeFilter(new AssignableTypeFilter(SourceKind.class));
            scanner.setResourcePattern("*/*Kind.class");
            return scanner.findCandidateComponents(Sources.class.getPackageName()).stream()
                    .<SourceKind<?>>map(found -> (SourceKind<?>) BeanUtils.instantiateClass(
                            ClassUtils.resolveClassName(String.valueOf(found.getBeanClassName()), null)))
                    .toList();
        }
    }
}
