package dev.throughline.server.cli;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.config.ConfigDataException;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.core.convert.ConversionFailedException;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/** Turns the cause of a failed start into one line, if a person can do something about it. */
public final class StartFailure {

    private StartFailure() {}

    /** Empty for a failure that is not the configuration's fault. */
    public static Optional<String> explain(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String line = switch (cause) {
                case StartRefused refused -> refused.getMessage();
                case BindException wrong -> wrongProperty(wrong);
                case PortInUseException taken -> portTaken(taken.getPort());
                case MarkedYAMLException yaml -> unreadable(yaml);
                case YAMLException yaml -> "throughline.yml is not YAML: " + firstLine(yaml.getMessage());
                case ConfigDataException file -> deepest(file) == file ? firstLine(file.getMessage()) : null;
                default -> null;
            };
            if (line != null) {
                return Optional.of(line);
            }
        }
        return Optional.empty();
    }

    static String portTaken(int port) {
        return "port %d is taken: stop the process that listens there, or choose another with THROUGHLINE_PORT"
                .formatted(port);
    }

    private static String unreadable(MarkedYAMLException yaml) {
        int line = yaml.getProblemMark() == null ? 1 : yaml.getProblemMark().getLine() + 1;
        return "throughline.yml line %d is not YAML: %s".formatted(line, firstLine(yaml.getProblem()));
    }

    private static String wrongProperty(BindException wrong) {
        Throwable reason = deepest(wrong);
        if (reason instanceof StartRefused refused) {
            return String.valueOf(refused.getMessage());
        }
        String property = wrong.getName().toString();
        for (Throwable cause = wrong.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof BindValidationException invalid) {
                return invalid.getValidationErrors().getAllErrors().stream()
                        .map(error -> invalidComponent(property, error))
                        .collect(Collectors.joining("; "));
            }
            if (cause instanceof ConversionFailedException conversion) {
                return name(wrong)
                        + isValue(property, conversion.getValue())
                        + ", but must be "
                        + expected(conversion.getTargetType().getType());
            }
        }
        String message = firstLine(reason.getMessage());
        // a check of several keys together names the one that is wrong
        return message.startsWith("throughline.") ? message : "%s is wrong: %s".formatted(name(wrong), message);
    }

    private static String invalidComponent(String prefix, ObjectError error) {
        String message = String.valueOf(error.getDefaultMessage());
        if (!(error instanceof FieldError field)) {
            return "%s… %s".formatted(StartRefused.variable(prefix), message);
        }
        String property = prefix + "." + field.getField().replaceAll("([a-z])([A-Z])", "$1-$2");
        return StartRefused.variable(property) + isValue(property, field.getRejectedValue()) + ", but " + message;
    }

    private static String name(BindException wrong) {
        String variable = StartRefused.variable(wrong.getName().toString());
        Origin origin = wrong.getProperty() == null ? null : wrong.getProperty().getOrigin();
        Origin place = origin instanceof PropertySourceOrigin inner ? inner.getOrigin() : origin;
        return place instanceof TextResourceOrigin text && text.getLocation() != null
                ? "%s (throughline.yml line %d)"
                        .formatted(variable, text.getLocation().getLine() + 1)
                : variable;
    }

    /** The value, unless it may be a secret. */
    private static String isValue(String property, @Nullable Object value) {
        boolean isSecret = property.matches(".*(secret|token|password).*");
        return isSecret ? " is wrong" : " is '%s'".formatted(value instanceof Object[] a ? Arrays.toString(a) : value);
    }

    private static String expected(Class<?> type) {
        if (type.isEnum()) {
            return "one of "
                    + Arrays.stream(type.getEnumConstants())
                            .map(constant -> constant.toString().toLowerCase(Locale.ROOT))
                            .collect(Collectors.joining(", "));
        }
        return switch (type.getSimpleName()) {
            case "int", "Integer", "long", "Long" -> "a whole number";
            case "double", "Double" -> "a number";
            case "boolean", "Boolean" -> "true or false";
            case "Duration" -> "a duration such as 500ms, 30s or 24h";
            case "DataSize" -> "a size such as 25MB";
            case "ZoneId" -> "a time zone such as Europe/Berlin";
            case "Pattern" -> "a regular expression";
            case String other -> "a " + other;
        };
    }

    private static Throwable deepest(Throwable failure) {
        Throwable deepest = failure;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return deepest;
    }

    private static String firstLine(@Nullable String message) {
        return message == null
                ? "no reason was given"
                : message.lines().findFirst().orElse("");
    }
}
