package dev.throughline.server.command;

import dev.throughline.server.cli.CommandFailed;
import dev.throughline.server.cli.Progress;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code backfill --source=github --repository=acme/web [--since=2024-01-01]}: reads history through the API of a forge, and waits for it.
 */
public final class BackfillCommand {

    public static final String NAME = "backfill";

    private static final String USAGE =
            "usage: backfill --source=NAME --repository=OWNER/NAME [--repository='OWNER/*' …] [--since=2024-01-01]";
    private static final String PATH = "/api/v1/backfills";
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final long POLL_MILLIS = 500;

    private final Class<?> application;
    private final PrintStream out;
    private final PrintStream err;

    /** @param application the class that a server is started from, where none runs */
    public BackfillCommand(Class<?> application, PrintStream out, PrintStream err) {
        this.application = application;
        this.out = out;
        this.err = err;
    }

    /**
     * Reads what the arguments name.
     *
     * @param arguments what stands behind {@code backfill}
     * @return the exit status: 0 when everything was read and is in the numbers, 1 when not, 2 when the arguments are wrong
     */
    public int run(List<String> arguments) {
        try {
            Asked asked = Asked.of(arguments);
            try (Servers.Found found = new Servers(application, asked.settings(), out).find()) {
                return read(found, asked);
            }
        } catch (CommandFailed e) {
            if (!String.valueOf(e.getMessage()).isEmpty()) {
                err.println("throughline: " + e.getMessage());
            }
            return e.status();
        }
    }

    private int read(Servers.Found found, Asked asked) {
        RunningServer server = found.server();
        RunningServer.Answer answer = server.post(PATH, asked.body());
        if (answer.status() != 202) {
            throw answer.status() == 400 ? CommandFailed.because(answer.complaint()) : server.unexpected(PATH, answer);
        }
        String id = answer.json().path("id").asString();
        JsonNode backfill = watch(server, id);
        backfill.path("repositories").forEach(this::tell);
        String state = backfill.path("state").asString();
        out.printf(
                Locale.ROOT,
                "%s, with %,d requests.%n",
                state.equals("done") ? "Everything was read and is in the numbers" : "Not everything was read",
                backfill.path("requests").asLong());
        if (found.isOwn()) {
            out.println("To look at the pages, start the server with ./throughline up.");
        } else {
            out.println("The pages: " + found.pages());
        }
        return state.equals("done") ? 0 : 1;
    }

    private JsonNode watch(RunningServer server, String id) {
        BackfillLine line = new BackfillLine(out, Progress.isOnTerminal());
        try {
            while (true) {
                JsonNode backfill = server.get(PATH + "/" + id);
                line.show(backfill);
                if (!backfill.path("finished_at").isNull()) {
                    line.end();
                    return backfill;
                }
                Thread.sleep(POLL_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandFailed.because("interrupted; the server goes on reading");
        }
    }

    private void tell(JsonNode repository) {
        JsonNode read = repository.path("read");
        String detail = repository.path("detail").asString("");
        PrintStream to = detail.isEmpty() ? out : err;
        to.printf(
                Locale.ROOT,
                "  %s: %,d deployments, %,d changes, %,d issues, %,d commits%s%n",
                repository.path("repository").asString(),
                read.path("deployments").asLong(),
                read.path("changes").asLong(),
                read.path("incidents").asLong(),
                read.path("commits").asLong(),
                detail.isEmpty() ? "" : "; " + repository.path("state").asString() + ": " + detail);
    }

    /**
     * What was asked for.
     *
     * @param settings of the server, for Spring
     */
    private record Asked(String body, List<String> settings) {

        static Asked of(List<String> arguments) {
            String source = "";
            String since = "";
            List<String> repositories = new ArrayList<>();
            List<String> others = new ArrayList<>();
            for (String argument : arguments) {
                int equals = argument.indexOf('=');
                String value = argument.substring(equals + 1);
                switch (argument.startsWith("--") && equals > 0 ? argument.substring(0, equals) : "") {
                    case "--source" -> source = value;
                    case "--since" -> since = value;
                    case "--repository" -> repositories.addAll(List.of(value.split(",")));
                    default -> others.add(argument);
                }
            }
            if (source.isBlank()
                    || repositories.isEmpty()
                    || others.stream().anyMatch(other -> !other.startsWith("--"))) {
                throw CommandFailed.misused(USAGE);
            }
            ObjectNode body = JSON.createObjectNode();
            body.put("source", source);
            repositories.forEach(body.putArray("repositories")::add);
            if (!since.isBlank()) {
                body.put("since", since);
            }
            return new Asked(JSON.writeValueAsString(body), ServerSettings.of(others, USAGE));
        }
    }
}
