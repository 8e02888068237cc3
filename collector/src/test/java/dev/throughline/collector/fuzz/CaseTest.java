package dev.throughline.collector.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class CaseTest {

    private static final String BODY = "{\"id\":7,\"at\":\"2026-03-30T13:04:10Z\",\"list\":[1,{\"name\":\"x\"}]}";

    private static Case number(int number) {
        return new Case("some", new Seed("push.json", JsonMapper.shared().readTree(BODY), Map.of()), number);
    }

    @Test
    void makesTheSameOfTheSameNameAndLeavesTheSeedAsItIs() {
        Set<String> different = new HashSet<>();
        for (int i = 1; i <= 1000; i++) {
            assertThat(number(i).body()).isEqualTo(number(i).body());
            different.add(new String(number(i).body(), StandardCharsets.ISO_8859_1));
        }
        assertThat(different).hasSizeGreaterThan(500);
        assertThat(number(0).body()).asString(StandardCharsets.UTF_8).isEqualTo(BODY);
    }

    /** Were the numbers drawn otherwise one day, the name of a case that failed would say nothing any more. */
    @Test
    void staysWhatItWas() {
        assertThat(number(1).body())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("{\"id\":7,\"at\":{\"name\":\"xacme/\"},\"list\":[-1,{\"name\":\"x\"}]}");
    }

    @Test
    void postsAFormWhereTheHeadersSaySo() {
        Map<String, String> form = Map.of("Content-Type", "application/x-www-form-urlencoded");
        Seed seed = new Seed("push.json", JsonMapper.shared().readTree("{\"a\":\"ä\"}"), form);
        assertThat(new Case("some", seed, 0).body())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("payload=%7B%22a%22%3A%22%C3%A4%22%7D");
    }
}
