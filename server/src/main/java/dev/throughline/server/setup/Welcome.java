package dev.throughline.server.setup;

import dev.throughline.collector.source.Guide;
import dev.throughline.collector.source.SourceDescription;
import dev.throughline.collector.source.Sources;
import dev.throughline.server.settings.MadeSecrets;
import dev.throughline.server.settings.Role;
import dev.throughline.server.settings.SecretFile;
import dev.throughline.server.settings.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;

/** What is printed once the server answers: where it is, where the data is, and what to do next. */
final class Welcome {

    static final int ORDER = 0;

    private static final int WIDTH = 66;

    private final Settings settings;
    private final FolderSetup setup;
    private final MadeSecrets made;
    private final Sources sources;
    private final boolean isWanted;

    /** @param isWanted whether anybody will read it */
    Welcome(Settings settings, FolderSetup setup, MadeSecrets made, Sources sources, boolean isWanted) {
        this.isWanted = isWanted;
        this.settings = settings;
        this.setup = setup;
        this.made = made;
        this.sources = sources;
    }

    @EventListener
    @Order(ORDER)
    void print(ApplicationReadyEvent ready) {
        if (isWanted) {
            System.out.println(text());
        }
    }

    String text() {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add("Throughline is ready" + roles());
        lines.add("");
        lines.add(row("open", setup.baseUrl() + "/"));
        lines.add(row("data", data()));
        lines.add(row("API token", secret("throughline.api-token")));
        if (settings.roles().contains(Role.COLLECTOR)) {
            connect(sources.all().getFirst(), lines);
        }
        lines.add("");
        return lines.stream().collect(Collectors.joining(System.lineSeparator()));
    }

    private void connect(SourceDescription source, List<String> lines) {
        lines.add("");
        lines.add("To connect %s: %s"
                .formatted(source.title(), source.guide().where().replace(" →", ",")));
        lines.add("");
        for (Guide.Step step : source.guide().steps()) {
            String title = step.title().substring(0, 1).toLowerCase(Locale.ROOT)
                    + step.title().substring(1);
            switch (step.kind()) {
                case URL -> lines.add(row(title, setup.webhookUrl(source)));
                case SECRET -> lines.add(row(title, secret(source.secretProperty())));
                case VALUE -> lines.add(row(title, step.values().getFirst()));
                case CHOICE ->
                    wrapped(step.values()).forEach(values -> {
                        boolean isFirst = !lines.getLast().endsWith(",");
                        lines.add(row(isFirst ? title : "", values));
                    });
                case CODE -> lines.add(row(title, "see " + setup.baseUrl() + "/setup"));
            }
        }
        if (settings.isLoopback() && settings.url() == null) {
            lines.add("");
            lines.add("%s cannot reach this address from outside: docs/sources.md says what can stand between."
                    .formatted(source.title()));
        }
        if (sources.all().size() > 1) {
            lines.add("");
            lines.add("To connect another source: %s/setup".formatted(setup.baseUrl()));
        }
    }

    /** Several to a line, each line but the last with a comma at its end. */
    private static List<String> wrapped(List<String> values) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String value : values) {
            if (!line.isEmpty() && line.length() + value.length() > WIDTH) {
                lines.add(line + ",");
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : ", ").append(value);
        }
        lines.add(line.toString());
        return lines;
    }

    private String roles() {
        return settings.roles().size() == Role.values().length
                ? ""
                : settings.roles().stream()
                        .map(role -> role.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(", ", " as ", ""));
    }

    private String data() {
        return settings.databaseUrl() == null
                ? Path.of(settings.data()).toAbsolutePath().normalize().toString()
                : "the database of THROUGHLINE_DATABASE_URL";
    }

    private String secret(String property) {
        return made.file(property)
                .map(SecretFile::path)
                .map(path -> "in the file " + path)
                .orElse("as configured");
    }

    private static String row(String name, String value) {
        return "  %-14s%s".formatted(name, value);
    }
}
