package dev.throughline.collector.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import dev.throughline.collector.source.Normalization;
import dev.throughline.collector.source.Normalization.Facts;
import dev.throughline.collector.source.Normalization.Malformed;
import dev.throughline.collector.source.Normalizer;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/**
 * What every source makes of bodies that nobody sends: an outcome, whatever they hold. Of a case that fails the name is told, and
 * {@code -Dfuzz.case=} with it runs that one again; {@code -Dfuzz.cases=} says how many each source reads.
 */
class MutatedPayloadsTest {

    private static final String AGAIN = System.getProperty("fuzz.case", "");
    private static final int CASES = Integer.getInteger("fuzz.cases", 100_000);

    /** Evaluating an expression takes several times as long. */
    private static final int CASES_OF_EXPRESSIONS = Integer.getInteger("fuzz.cases", 6_000);

    private static final Logger ROOT = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private static final Logger OURS = (Logger) LoggerFactory.getLogger("dev.throughline");
    private static final Leaks LEAKS = new Leaks();

    /** Lines of the log that tell the secret. */
    private static final class Leaks extends AppenderBase<ILoggingEvent> {

        private final Queue<String> lines = new ConcurrentLinkedQueue<>();

        @Override
        protected void append(ILoggingEvent event) {
            String line = event.getFormattedMessage()
                    + (event.getThrowableProxy() == null ? "" : ThrowableProxyUtil.asString(event.getThrowableProxy()));
            if (line.contains(Case.SECRET)) {
                lines.add(line);
            }
        }
    }

    @BeforeAll
    static void listen() {
        LEAKS.setContext(ROOT.getLoggerContext());
        LEAKS.start();
        ROOT.addAppender(LEAKS);
        OURS.setLevel(Level.TRACE);
    }

    @AfterAll
    static void listenNoMore() {
        OURS.setLevel(null);
        ROOT.detachAppender(LEAKS);
    }

    static Set<String> sources() {
        return EverySource.BY_NAME.keySet();
    }

    private static Normalizer named(String source) {
        return Objects.requireNonNull(EverySource.BY_NAME.get(source));
    }

    private static String folder(Normalizer normalizer) {
        return normalizer.traits().name();
    }

    /** What CloudEvents mean is said by a file of one's own. */
    private static boolean tellsFacts(String source) {
        return !source.equals("cloudevents");
    }

    private static boolean isOfExpressions(Normalizer normalizer) {
        return normalizer.getClass().getPackageName().endsWith(".declared");
    }

    @ParameterizedTest
    @MethodSource("sources")
    void readsTheBodiesThatOthersAreMadeOf(String source) {
        Normalizer normalizer = named(source);
        List<Normalization> read = Seed.own(folder(normalizer)).stream()
                .map(seed -> normalizer.normalize(new Case(source, seed, 0).delivery(normalizer)))
                .toList();
        assertThat(read).isNotEmpty().noneMatch(Malformed.class::isInstance);
        assertThat(read.stream().anyMatch(Facts.class::isInstance)).isEqualTo(tellsFacts(source));
    }

    @ParameterizedTest
    @MethodSource("sources")
    void saysOfEveryBodyWhatBecameOfIt(String source) throws InterruptedException {
        Normalizer normalizer = named(source);
        List<Case> cases = cases(source, normalizer);
        assumeThat(cases).isNotEmpty();
        LEAKS.lines.clear();
        long startedAt = System.nanoTime();
        Run run = Run.of(normalizer, cases);
        System.out.printf(
                "%s: %d bodies in %d ms, %s%n", source, cases.size(), (System.nanoTime() - startedAt) / 1_000_000, run);
        assertThat(run.isClean()).as(run.toString()).isTrue();
        assertThat(run.count("Runaway")).as("expressions that were cut off").isLessThanOrEqualTo(cases.size() / 1000);
        if (AGAIN.isEmpty()) {
            assertThat(run.count("Facts") > 0).as("facts are told at all").isEqualTo(tellsFacts(source));
        } else {
            System.out.println(Run.body(cases.getFirst()));
        }
        assertThat(LEAKS.lines).isEmpty();
    }

    private static List<Case> cases(String source, Normalizer normalizer) {
        List<Seed> seeds = Seed.all(folder(normalizer));
        int each = (isOfExpressions(normalizer) ? CASES_OF_EXPRESSIONS : CASES) / seeds.size();
        return seeds.stream()
                .flatMap(seed -> IntStream.rangeClosed(1, each).mapToObj(number -> new Case(source, seed, number)))
                .filter(one -> AGAIN.isEmpty() || one.name().equals(AGAIN))
                .toList();
    }
}
