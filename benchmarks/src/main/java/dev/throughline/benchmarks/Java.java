package dev.throughline.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Processes of the same Java and class path as this one. */
final class Java {

    private Java() {}

    static ProcessBuilder process(List<String> options, String main, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command);
    }
}
