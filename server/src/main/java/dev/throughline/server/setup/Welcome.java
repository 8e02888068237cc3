package dev.throughline.server.setup;

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

/** What is printed once the server answers: where it is, where the data lies, and what to do next. */
final class Welcome {

    static final int ORDER = 0;

    private final Settings settings;
    private final FolderSetup setup;
    private final MadeSecrets made;

    Welcome(Settings settings, FolderSetup setup, MadeSecrets made) {
        this.settings = settings;
        this.setup = setup;
        this.made = made;
    }

    @EventListener
    @Order(ORDER)
    void print(ApplicationReadyEvent ready) {
        System.out.println(text());
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
            lines.add("");
            lines.add("To connect GitHub: Settings, Webhooks, Add webhook, of a repository or an organisation");
            lines.add("");
            lines.add(row("payload URL", setup.webhookUrl("github")));
            lines.add(row("content type", "application/json"));
            lines.add(row("secret", secret("throughline.github.secret")));
            lines.add(row("events", "Pushes, Pull requests, Pull request reviews, Issues, Issue comments,"));
            lines.add(row("", "Deployments, Deployment statuses, Branch or tag creation,"));
            lines.add(row("", "Branch or tag deletion, Releases, Workflow runs, Repositories"));
            if (settings.isLoopback() && settings.url() == null) {
                lines.add("");
                lines.add(
                        "GitHub cannot reach this address from outside: docs/sources.md says what can stand between.");
            }
        }
        lines.add("");
        return lines.stream().collect(Collectors.joining(System.lineSeparator()));
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
