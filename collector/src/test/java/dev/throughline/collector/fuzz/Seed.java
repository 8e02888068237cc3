package dev.throughline.collector.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A body as its sender writes it, which others are made of.
 *
 * @param name of its file; those that are no part of this repository begin with {@code real/}
 * @param headers those that say what it is
 */
record Seed(String name, JsonNode body, Map<String, String> headers) {

    private static final Path OWN = Path.of("src/test/resources/fuzz");

    /** Real payloads are no part of this repository: they lie beside it, where somebody put them. */
    private static final Path REAL = Path.of("../../shared/data/payloads");

    private static final Map<String, String> REAL_FOLDERS =
            Map.of("incident-io", "incident.io", "githubmock", "fourkeys", "gitlabmock", "fourkeys");

    private static final String JSON = ".json";

    /** Which headers which files have: a name, which may end in {@code *}, and a header, one a line. The first of a name counts. */
    private static final String HEADERS = "headers.txt";

    /** Those in this repository. */
    static List<Seed> own(String source) {
        return in(OWN.resolve(source), "", headers(source));
    }

    /** Those in this repository, and real ones where there are any. */
    static List<Seed> all(String source) {
        Path real = REAL.resolve(REAL_FOLDERS.getOrDefault(source, source));
        List<Seed> all = new ArrayList<>(own(source));
        if (Files.isDirectory(real)) {
            all.addAll(in(real, "real/", headers(source)));
        }
        return all;
    }

    private static List<Seed> in(Path folder, String prefix, List<String> headers) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(JSON))
                    .sorted()
                    .map(file -> read(file, prefix + folder.relativize(file), headers))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Seed read(Path file, String name, List<String> headers) {
        try {
            return new Seed(
                    name,
                    JsonMapper.shared().readTree(Files.readAllBytes(file)),
                    of(String.valueOf(file.getFileName()), headers));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> headers(String source) {
        Path file = OWN.resolve(source).resolve(HEADERS);
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> of(String file, List<String> lines) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String line : lines) {
            int space = line.indexOf(' ');
            int colon = line.indexOf(": ", space);
            if (isMeant(line.substring(0, space), file)) {
                headers.putIfAbsent(line.substring(space + 1, colon), line.substring(colon + 2));
            }
        }
        return Map.copyOf(headers);
    }

    private static boolean isMeant(String pattern, String file) {
        return pattern.endsWith("*")
                ? file.startsWith(pattern.substring(0, pattern.length() - 1))
                : file.equals(pattern);
    }
}
