package dev.throughline.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;

/**
 * The client that openapi-generator makes of a document, compiled and loaded. It is asked by name, for nothing here can be compiled
 * against it; it refuses a field of an answer that the document does not have.
 */
final class GeneratedClient implements AutoCloseable {

    /** Stands for the body in the arguments of a call. */
    static final String BODY = "body";

    private static final Path FOLDER = Path.of("target", "generated-client");
    private static final Path GENERATOR = Path.of("target", "openapi-generator", "openapi-generator-cli.jar");
    private static final String OPTIONS = String.join(
            ",",
            "invokerPackage=client",
            "apiPackage=client.api",
            "modelPackage=client.model",
            "openApiNullable=false",
            "useJakartaEe=true",
            "hideGenerationTimestamp=true");
    private static final Pattern WORD = Pattern.compile("_([a-z])");

    private final @Nullable URLClassLoader loader;
    private final List<Object> apis;
    private final ObjectMapper mapper;

    private GeneratedClient(@Nullable URLClassLoader loader, List<Object> apis, ObjectMapper mapper) {
        this.loader = loader;
        this.apis = apis;
        this.mapper = mapper;
    }

    /** One that knows no operation. */
    static GeneratedClient none() {
        return new GeneratedClient(null, List.of(), new ObjectMapper());
    }

    static GeneratedClient of(JsonNode document, URI server, String token) throws Exception {
        FileSystemUtils.deleteRecursively(FOLDER);
        Path api = FOLDER.resolve("api.json");
        Files.createDirectories(FOLDER);
        Files.writeString(api, document.toString());
        generate(api);
        Path classes = compile();
        URLClassLoader loader =
                new URLClassLoader(new URL[] {classes.toUri().toURL()}, GeneratedClient.class.getClassLoader());
        Class<?> kind = loader.loadClass("client.ApiClient");
        Object connection = kind.getConstructor().newInstance();
        kind.getMethod("updateBaseUri", String.class).invoke(connection, server.toString());
        Consumer<HttpRequest.Builder> signing = request -> request.header("Authorization", "Bearer " + token);
        kind.getMethod("setRequestInterceptor", Consumer.class).invoke(connection, signing);
        ObjectMapper mapper = ((ObjectMapper) kind.getMethod("getObjectMapper").invoke(connection))
                .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, true);
        kind.getMethod("setObjectMapper", ObjectMapper.class).invoke(connection, mapper);
        List<Object> apis = new ArrayList<>();
        try (Stream<Path> files = Files.list(classes.resolve("client/api"))) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith("Api.class")).toList()) {
                String name = file.getFileName().toString().replace(".class", "");
                apis.add(loader.loadClass("client.api." + name)
                        .getConstructor(kind)
                        .newInstance(connection));
            }
        }
        return new GeneratedClient(loader, apis, mapper);
    }

    /** What it calls an operation. */
    static String named(String operationId) {
        return WORD.matcher(operationId).replaceAll(found -> found.group(1).toUpperCase(java.util.Locale.ROOT));
    }

    private static void generate(Path api) throws IOException, InterruptedException {
        Path log = FOLDER.resolve("generator.log");
        int status = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-jar",
                        GENERATOR.toString(),
                        "generate",
                        "--input-spec",
                        api.toString(),
                        "--generator-name",
                        "java",
                        "--library",
                        "native",
                        "--output",
                        FOLDER.toString(),
                        "--additional-properties",
                        OPTIONS,
                        "--global-property",
                        "apis,models,supportingFiles,apiTests=false,modelTests=false,apiDocs=false,modelDocs=false")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();
        assertThat(status).as(Files.readString(log)).isZero();
    }

    private static Path compile() throws IOException {
        Path classes = Files.createDirectories(FOLDER.resolve("classes"));
        List<String> arguments = new ArrayList<>(List.of(
                "-nowarn",
                "-proc:none",
                "-parameters",
                "-d",
                classes.toString(),
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))));
        try (Stream<Path> files = Files.walk(FOLDER.resolve("src/main/java"))) {
            files.map(Path::toString).filter(file -> file.endsWith(".java")).forEach(arguments::add);
        }
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)))
                .as("the generated client compiles")
                .isZero();
        return classes;
    }

    /**
     * Calls an operation.
     *
     * @param arguments by name; those that are left out are null
     */
    Object call(String operation, Map<String, Object> arguments) {
        for (Object api : apis) {
            for (Method method : api.getClass().getMethods()) {
                if (method.getName().equals(operation)
                        && Arrays.stream(method.getParameters())
                                .noneMatch(each -> each.getName().equals("headers"))) {
                    return call(api, method, arguments);
                }
            }
        }
        throw new AssertionError("the client has no operation " + operation);
    }

    private Object call(Object api, Method method, Map<String, Object> arguments) {
        List<String> names =
                Arrays.stream(method.getParameters()).map(Parameter::getName).toList();
        Object[] values = Arrays.stream(method.getParameters())
                .map(parameter -> value(parameter, arguments))
                .toArray();
        assertThat(arguments.keySet().stream().filter(name -> !name.equals(BODY)))
                .as("parameters of " + method.getName())
                .isSubsetOf(names);
        try {
            return method.invoke(api, values);
        } catch (InvocationTargetException e) {
            throw new AssertionError(method.getName() + ": " + e.getCause(), e.getCause());
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    private @Nullable Object value(Parameter parameter, Map<String, Object> arguments) {
        boolean isModel = parameter.getType().getPackageName().equals("client.model")
                && !parameter.getType().isEnum();
        Object value = arguments.get(isModel ? BODY : parameter.getName());
        return value == null
                ? null
                : mapper.convertValue(value, mapper.constructType(parameter.getParameterizedType()));
    }

    @Override
    public void close() {
        if (loader != null) {
            try {
                loader.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
