package dev.throughline.collector.fuzz;

import dev.throughline.collector.source.Normalization;
import dev.throughline.collector.source.Normalization.Facts;
import dev.throughline.collector.source.Normalization.Ignored;
import dev.throughline.collector.source.Normalization.Malformed;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is wrong with what became of a delivery. */
final class Verdict {

    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");
    private static final Map<Class<?>, List<Method>> COMPONENTS = new ConcurrentHashMap<>();

    private Verdict() {}

    /** Empty when nothing is wrong. */
    static Optional<String> on(Normalization outcome) {
        return Optional.ofNullable(
                switch (outcome) {
                    case Facts facts -> onValue("facts", facts.facts());
                    case Ignored ignored -> onReason("reason", ignored.reason());
                    case Malformed malformed -> {
                        String ofField = onReason("field", malformed.field());
                        yield ofField == null ? onReason("detail", malformed.detail()) : ofField;
                    }
                });
    }

    private static @Nullable String onReason(String path, String text) {
        return text.isBlank() ? path + " is blank" : onText(path, text);
    }

    private static @Nullable String onValue(String path, @Nullable Object value) {
        return switch (value) {
            case null -> null;
            case String text -> onText(path, text);
            case Instant time ->
                time.isBefore(Instant.EPOCH) || time.isAfter(LAST) ? path + " is not between 1970 and 9999" : null;
            case Collection<?> items -> onEach(path, items);
            case Map<?, ?> fields -> {
                String ofKeys = onEach(path, fields.keySet());
                yield ofKeys == null ? onEach(path, fields.values()) : ofKeys;
            }
            case Record fields -> onComponents(path, fields);
            case Number _, Boolean _, Enum<?> _ -> null;
            default -> path + " is a " + value.getClass() + ", which nobody looks into";
        };
    }

    private static @Nullable String onEach(String path, Collection<?> items) {
        for (Object item : items) {
            String wrong = onValue(path, item);
            if (wrong != null) {
                return wrong;
            }
        }
        return null;
    }

    private static @Nullable String onComponents(String path, Record fields) {
        String name = path + "." + fields.getClass().getSimpleName();
        for (Method component : COMPONENTS.computeIfAbsent(fields.getClass(), Verdict::components)) {
            try {
                String wrong = onValue(name + "." + component.getName(), component.invoke(fields));
                if (wrong != null) {
                    return wrong;
                }
            } catch (IllegalAccessException | InvocationTargetException e) {
                throw new IllegalStateException(e);
            }
        }
        return null;
    }

    private static List<Method> components(Class<?> type) {
        List<Method> accessors = Stream.of(type.getRecordComponents())
                .map(RecordComponent::getAccessor)
                .toList();
        AccessibleObject.setAccessible(accessors.toArray(Method[]::new), true);
        return accessors;
    }

    /** What PostgreSQL takes. */
    private static @Nullable String onText(String path, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                return path + " has a NUL in it";
            }
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                return path + " has half of a surrogate pair in it";
            }
        }
        return text.contains(Case.SECRET) ? path + " tells the secret" : null;
    }
}
