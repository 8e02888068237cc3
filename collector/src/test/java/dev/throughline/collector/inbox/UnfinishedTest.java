package dev.throughline.collector.inbox;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.throughline.collector.problem.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnfinishedTest {

    private final Unfinished unfinished =
            new Unfinished(new InboxProperties(List.of("203.0.113.7", "2001:db8::7")).trustedAddresses());

    @Test
    void takesSoManyOfOneSenderAtOnce() {
        for (int i = 0; i < 63; i++) {
            unfinished.begin("198.51.100.1");
        }
        Unfinished.Arrival last = unfinished.begin("198.51.100.1");
        assertThatThrownBy(() -> unfinished.begin("198.51.100.1")).isInstanceOf(Problem.class);
        assertThatCode(() -> unfinished.begin("198.51.100.2")).doesNotThrowAnyException();

        last.close();
        last.close();
        assertThatCode(() -> unfinished.begin("198.51.100.1")).doesNotThrowAnyException();
        assertThatThrownBy(() -> unfinished.begin("198.51.100.1")).isInstanceOf(Problem.class);
    }

    @Test
    void takesAnyNumberOfThoseThatStandForMany() {
        for (String address :
                new String[] {"127.0.0.1", "127.3.2.1", "0:0:0:0:0:0:0:1", "203.0.113.7", "2001:db8:0:0:0:0:0:7"}) {
            for (int i = 0; i < 200; i++) {
                unfinished.begin(address);
            }
        }
    }

    @Test
    void givesTheOldestUpWhenThereAreTooManyInAll() {
        Unfinished.Arrival first = unfinished.begin("127.0.0.1");
        Unfinished.Arrival second = unfinished.begin("127.0.0.1");
        for (int i = 0; i < 511; i++) {
            unfinished.begin("127.0.0.1");
        }
        assertThatThrownBy(first::goOn).isInstanceOf(Problem.class);
        assertThatCode(second::goOn).doesNotThrowAnyException();
    }
}
