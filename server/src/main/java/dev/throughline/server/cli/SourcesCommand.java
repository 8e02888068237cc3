package dev.throughline.server.cli;

import dev.throughline.collector.preview.Preview;
import dev.throughline.collector.source.SourceDescription;
import dev.throughline.collector.source.Tells;
import dev.throughline.collector.source.declared.DeclarationCheck;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** {@code sources check FILE [BODY] [-H 'Name: value' …]}: whether a file describes a source, and how it reads a body. */
public final class SourcesCommand {

    public static final String NAME = "sources";

    private static final String USAGE = "usage: sources check FILE [BODY] [-H 'Name: value' …]";
    private static final String HEADER = "-H";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final PrintStream out;
    private final PrintStream err;
    private final Clock clock;

    public SourcesCommand(PrintStream out, PrintStream err, Clock clock) {
        this.out = out;
        this.err = err;
        this.clock = clock;
    }

    /**
     * Checks what the arguments name.
     *
     * @param arguments those after {@code sources}
     * @return the exit status: 0 when all is well, 1 when file or body are wrong, 2 when the arguments are
     */
    public int run(List<String> arguments) {
        List<String> files = new ArrayList<>();
        Map<String, String> headers = new HashMap<>();
        for (int i = 1; i < arguments.size(); i++) {
            if (!arguments.get(i).equals(HEADER)) {
                files.add(arguments.get(i));
            } else if (++i < arguments.size() && arguments.get(i).contains(":")) {
                String[] header = arguments.get(i).split(":", 2);
                headers.put(header[0].strip().toLowerCase(Locale.ROOT), header[1].strip());
            } else {
                return misused();
            }
        }
        if (arguments.isEmpty() || !arguments.getFirst().equals("check") || files.isEmpty() || files.size() > 2) {
            return misused();
        }
        try {
            Path file = Path.of(files.getFirst());
            DeclarationCheck source = read(file);
            describe(file, source.description());
            return files.size() == 1 || show(source, Path.of(files.get(1)), headers) ? 0 : 1;
        } catch (DeclarationCheck.Wrong e) {
            e.faults().forEach(fault -> err.println(files.getFirst() + ":" + fault));
            return 1;
        } catch (IOException e) {
            err.println("throughline: cannot read " + e.getMessage());
            return 1;
        }
    }

    private int misused() {
        err.println("throughline: " + USAGE);
        return 2;
    }

    private static DeclarationCheck read(Path file) throws IOException, DeclarationCheck.Wrong {
        String name = String.valueOf(file.getFileName());
        int ending = name.lastIndexOf('.');
        return DeclarationCheck.of(ending > 0 ? name.substring(0, ending) : name, Files.readString(file));
    }

    private void describe(Path file, SourceDescription source) {
        out.printf(
                "%s: all is well. %s tells of %s and posts to %s%n",
                file,
                source.title(),
                source.tells().stream().sorted().map(Tells::word).collect(Collectors.joining(", ")),
                source.path());
    }

    private boolean show(DeclarationCheck source, Path body, Map<String, String> headers) throws IOException {
        Preview preview = Preview.of(source.normalize(Files.readAllBytes(body), headers, clock));
        preview.errors()
                .forEach(error -> err.println(
                        error.line() == null
                                ? "%s: %s".formatted(body, error.detail())
                                : "%s: the expression at %d:%d: %s"
                                        .formatted(body, error.line(), error.column(), error.detail())));
        if (preview.ignored() != null) {
            out.println("It tells nothing: " + preview.ignored());
        }
        preview.facts()
                .forEach(fact ->
                        out.println(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(fact)));
        return preview.errors().isEmpty();
    }
}
