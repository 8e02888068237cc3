package dev.throughline.collector.source.declared;

import dev.throughline.collector.source.SourceKind;
import dev.throughline.collector.source.SourceKinds;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.core.env.Environment;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** The sources that files describe: those included with Throughline, and those in the folders {@code sources}. */
final class DeclaredKinds implements SourceKinds {

    private static final String BUNDLED = "classpath*:sources/*.yml";
    private static final String FOLDER = "sources";
    private static final String ENDING = ".yml";

    @Override
    public List<? extends SourceKind<?>> bundled() {
        try {
            List<KindOfFile> kinds = new ArrayList<>();
            for (Resource file : new PathMatchingResourcePatternResolver().getResources(BUNDLED)) {
                try (InputStream in = file.getInputStream()) {
                    kinds.add(kind(
                            String.valueOf(file.getFilename()), new String(in.readAllBytes(), StandardCharsets.UTF_8)));
                }
            }
            return kinds;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Those in {@code sources} in the working directory, where throughline.yml is, and in the data folder. */
    @Override
    public List<? extends SourceKind<?>> configured(Environment environment) {
        return Stream.of(Path.of(FOLDER), Path.of(environment.getProperty("throughline.data", "data"), FOLDER))
                .map(folder -> folder.toAbsolutePath().normalize())
                .distinct()
                .filter(Files::isDirectory)
                .flatMap(folder -> files(folder).stream())
                .map(file -> kind(file.toString(), text(file)))
                .toList();
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ENDING) && Files.isRegularFile(file))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot read the folder " + folder, e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(file + " is not text in UTF-8", e);
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot read " + file, e);
        }
    }

    private static KindOfFile kind(String file, String text) {
        String name = String.valueOf(Path.of(file).getFileName());
        try {
            return new KindOfFile(DeclarationReader.read(name.substring(0, name.length() - ENDING.length()), text));
        } catch (Fault.Faulty e) {
            List<Fault> faults = e.faults();
            throw new IllegalArgumentException("%s:%s%s"
                    .formatted(
                            file,
                            faults.getFirst(),
                            faults.size() == 1 ? "" : " (and %d more)".formatted(faults.size() - 1)));
        }
    }
}
