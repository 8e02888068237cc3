package dev.throughline.collector.source.declared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.throughline.collector.source.SourceDescription;
import dev.throughline.collector.source.SourceSecret.Origin;
import dev.throughline.collector.source.Tells;
import dev.throughline.engine.fact.SourceTraits.Holds;
import dev.throughline.engine.fact.SourceTraits.Precedence;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeclarationReaderTest {

    private static final String SMALLEST = """
            tells: [incidents]
            authentication: {token: {header: X-Token}}
            map: |
              {"incidents": [{"id": id}]}
            """;

    @Test
    void readsWhatIsLeftOutAsUsual() {
        Declaration read = DeclarationReader.read("rocket-pager", SMALLEST);
        SourceDescription description = read.description();
        assertThat(description.name()).isEqualTo("rocket-pager");
        assertThat(description.title()).isEqualTo("rocket-pager");
        assertThat(description.traits().holds()).isEqualTo(Holds.NOTHING);
        assertThat(description.secret().origin()).isEqualTo(Origin.MADE);
        assertThat(read.patience()).isEqualTo(Duration.ofSeconds(10));
        assertThat(read.reply()).isNull();
        assertThat(read.deliveryHeader()).isNull();
    }

    @Test
    void knowsCloudEvents() {
        assertThat(DeclarationReader.read("file", SMALLEST + "transport: cloudevents\n")
                        .isOfCloudEvents())
                .isTrue();
        assertThat(DeclarationReader.read("file", SMALLEST).isOfCloudEvents()).isFalse();
    }

    @Test
    void readsEveryKey() {
        Declaration read = DeclarationReader.read("file", """
                name: rocket-ci
                title: Rocket CI
                tells: [deployments, incidents]
                precedence: gitops
                secret: {called: Signing key, from: sender}
                authentication:
                  - hmac: {header: X-Signature, prefix: "sha512=", algorithm: sha512, encoding: base64, separator: ",", timestamp-header: X-Time}
                  - standard-webhooks
                  - token: {parameter: token}
                  - basic
                delivery: {header: X-Id}
                event: {header: X-Event}
                headers: [X-Time]
                settings: {environment: production, deploys: {pattern: "(?i)deploy"}}
                answer: 204
                patience: 1
                connect:
                  where: Settings
                  about: Once.
                  steps:
                    - url: {title: URL, note: Reachable.}
                    - secret: Key
                    - value: {title: Type, value: JSON}
                    - choice: {title: Events, values: [a, b]}
                    - code: {title: File, lines: "one\\ntwo"}
                  proof: A ping.
                map: '{"deployments": []}'
                """);
        assertThat(read.description().name()).isEqualTo("rocket-ci");
        assertThat(read.description().tells()).isEqualTo(Set.of(Tells.DEPLOYMENTS, Tells.INCIDENTS));
        assertThat(read.description().traits().holds()).isEqualTo(Holds.SERVICE);
        assertThat(read.description().traits().precedence()).isEqualTo(Precedence.GITOPS);
        assertThat(read.description().secret().origin()).isEqualTo(Origin.ISSUED);
        assertThat(read.description().guide().steps()).hasSize(5);
        assertThat(read.ways()).hasSize(4);
        assertThat(read.settings())
                .isEqualTo(Map.of(
                        "environment", new Setting("production", false), "deploys", new Setting("(?i)deploy", true)));
        assertThat(read.keeps()).containsExactly("X-Time");
        assertThat(read.patience()).isEqualTo(Duration.ofSeconds(1));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            tells: [incidents]      | tells: [alarms]                       | 1:8  | 'alarms' should be one of changes, deployments, incidents
            tells: [incidents]      | colour: red                           | 1:1  | 'colour' is not a known key
            tells: [incidents]      | tells: [incidents], tells: [changes]  | 1:19 | not YAML
            {header: X-Token}       | {header: X-Token, heeder: X}          | 2:43 | 'heeder' is not a known key
            {header: X-Token}       | {header: "X Token"}                   | 2:34 | 'X Token' is no name of a header
            {token:                 | {tokn:                                | 2:17 | 'authentication' should be one of basic, hmac, standard-webhooks, token
            {"id": id}              | {"id": id                             | 4:28 | S0202
            tells: [incidents]      | name: Rocket                          | 1:7  | 'Rocket' should be small letters
            {"id": id}              | {"id": $now()}                        | 4:25 | $now is not allowed here
            tells: [incidents]      | tells: [incidents]\\nsettings: {Case: a}  | 2:18 | 'Case' should be small letters
            tells: [incidents]      | tells: [incidents]\\nsettings: {a: {pattern: "("}}  | 2:15 | '(' is no regular expression: Unclosed group
            tells: [incidents]      | tells: [incidents]\\nsettings: {a: {patern: "x"}}  | 2:16 | 'patern' is not a known key
            """)
    void saysWhereAndWhatIsWrong(String right, String wrong, String at, String detail) {
        String file = SMALLEST.replace(right, wrong.replace("\\n", "\n"));
        assertThat(faults(file))
                .as(file)
                .anySatisfy(fault ->
                        assertThat(fault.toString()).startsWith(at + ":").contains(detail));
    }

    @Test
    void saysEverythingThatIsWrongAtOnce() {
        assertThat(faults("title: Nothing else\n"))
                .extracting(Fault::detail)
                .anyMatch(detail -> detail.startsWith("tells"))
                .anyMatch(detail -> detail.startsWith("authentication"))
                .anyMatch(detail -> detail.startsWith("map"));
    }

    @Test
    void keepsNoHeaderThatProvesAnything() {
        assertThat(faults(SMALLEST + "headers: [x-token]\n"))
                .anySatisfy(fault -> assertThat(fault.detail())
                        .isEqualTo("'x-token' proves who the sender is, and is kept nowhere"));
    }

    @Test
    void refusesKeysThatStandTwice() {
        assertThat(faults(SMALLEST + "tells: [changes]\n"))
                .anySatisfy(fault -> assertThat(fault).hasToString("5:1: 'tells' stands here a second time"));
    }

    @Test
    void refusesWhatIsNoYamlOrHasNoKeys() {
        assertThat(faults("")).hasSize(1);
        assertThat(faults("- a\n- b\n")).hasSize(1);
        assertThat(faults("a: [1\nb: 2\n").getFirst().line()).isEqualTo(2);
        assertThat(faults("a: &x {}\nb: *x\n")).isNotEmpty();
    }

    private static List<Fault> faults(String file) {
        Fault.Faulty faulty = catchThrowableOfType(Fault.Faulty.class, () -> DeclarationReader.read("file", file));
        assertThat(faulty).as(file).isNotNull();
        return faulty.faults();
    }
}
