package dev.throughline.engine.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WorkerTest {

    private static final Duration LONG = Duration.ofHours(1);
    private static final Duration SOON = Duration.ofSeconds(20);

    private Worker worker = Worker.named("idle").every(LONG, () -> {});

    @AfterEach
    void stop() {
        worker.stop();
    }

    @Test
    void runsRoundsOnADaemonThreadOfItsName() throws InterruptedException {
        AtomicReference<Thread> thread = new AtomicReference<>();
        CountDownLatch three = new CountDownLatch(3);
        worker = Worker.named("counter").every(Duration.ofMillis(1), () -> {
            thread.set(Thread.currentThread());
            three.countDown();
        });
        assertThat(worker.isRunning()).isFalse();

        worker.start();

        assertThat(three.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(worker.isRunning()).isTrue();
        assertThat(thread.get().getName()).isEqualTo("counter");
        assertThat(thread.get().isDaemon()).isTrue();
    }

    @Test
    void restsAfterAFailureAndGoesOn() throws InterruptedException {
        Duration pause = Duration.ofMillis(300);
        Queue<Long> rounds = new ConcurrentLinkedQueue<>();
        CountDownLatch three = new CountDownLatch(3);
        worker = Worker.named("stumbler").failing("This test stumbles", pause).doing(() -> {
            rounds.add(System.nanoTime());
            three.countDown();
            if (rounds.size() == 1) {
                throw new IllegalStateException("the first round fails");
            }
            if (rounds.size() == 2) {
                throw new StackOverflowError("the second fails badly");
            }
            return LONG;
        });

        worker.start();

        assertThat(three.await(20, TimeUnit.SECONDS)).isTrue();
        List<Long> at = List.copyOf(rounds);
        assertThat(at.get(1) - at.get(0)).isGreaterThanOrEqualTo(pause.toNanos());
        assertThat(at.get(2) - at.get(1)).isGreaterThanOrEqualTo(pause.toNanos());
    }

    @Test
    void cutsARestShortWhenItStops() throws InterruptedException {
        CountDownLatch began = new CountDownLatch(1);
        worker = Worker.named("sleeper").finishing(() -> {}, LONG).every(LONG, began::countDown);
        worker.start();
        began.await();

        long stoppedAt = System.nanoTime();
        worker.stop();

        assertThat(System.nanoTime() - stoppedAt).isLessThan(SOON.toNanos());
        assertThat(worker.isRunning()).isFalse();
    }

    @Test
    void interruptsTheRoundThatIsUnderWay() throws InterruptedException {
        CountDownLatch began = new CountDownLatch(1);
        AtomicBoolean isBrokenOff = new AtomicBoolean();
        CountDownLatch ended = new CountDownLatch(1);
        worker = Worker.named("waiter")
                .breakingOff(() -> isBrokenOff.set(true), SOON)
                .ending(_ -> ended.countDown())
                .doing(() -> {
                    began.countDown();
                    Thread.sleep(LONG);
                    return LONG;
                });
        worker.start();
        began.await();

        worker.stop();

        assertThat(ended.getCount()).isZero();
        assertThat(isBrokenOff).isTrue();
    }

    @Test
    void letsTheRoundFinishThatIsUnderWay() throws InterruptedException {
        CountDownLatch began = new CountDownLatch(1);
        Doorbell doorbell = new Doorbell();
        AtomicBoolean isFinished = new AtomicBoolean();
        worker = Worker.named("finisher").finishing(doorbell::ring, SOON).doing(() -> {
            began.countDown();
            doorbell.await(LONG.toMillis());
            isFinished.set(true);
            return Duration.ZERO;
        });
        worker.start();
        began.await();

        worker.stop();

        assertThat(isFinished).isTrue();
    }

    @Test
    void waitsForNoRoundLongerThanItsPatience() throws InterruptedException {
        CountDownLatch began = new CountDownLatch(2);
        CountDownLatch released = new CountDownLatch(1);
        worker = Worker.named("stubborn")
                .finishing(() -> {}, Duration.ofMillis(200))
                .doingForEach(() -> List.of("one", "other"), _ -> () -> {
                    began.countDown();
                    released.await();
                    return Duration.ZERO;
                });
        worker.start();
        began.await();

        long stoppedAt = System.nanoTime();
        worker.stop();
        long took = System.nanoTime() - stoppedAt;
        released.countDown();

        assertThat(took).isBetween(Duration.ofMillis(200).toNanos(), SOON.toNanos());
    }

    @Test
    void startsAgainWithoutTheThreadThatOutlastedItsStop() throws InterruptedException {
        AtomicInteger rounds = new AtomicInteger();
        CountDownLatch began = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        worker = Worker.named("twice")
                .finishing(() -> {}, Duration.ofMillis(10))
                .ending(_ -> ended.countDown())
                .doing(() -> {
                    if (rounds.incrementAndGet() == 1) {
                        began.countDown();
                        released.await();
                        return Duration.ZERO;
                    }
                    return LONG;
                });
        worker.start();
        began.await();
        worker.stop();

        worker.start();
        released.countDown();

        assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(worker.isRunning()).isTrue();
        assertThat(rounds).hasValueLessThanOrEqualTo(2);
    }

    @Test
    void isStartedOnce() throws InterruptedException {
        AtomicInteger rounds = new AtomicInteger();
        CountDownLatch began = new CountDownLatch(1);
        worker = Worker.named("single").every(LONG, () -> {
            rounds.incrementAndGet();
            began.countDown();
        });

        worker.start();
        began.await();
        worker.start();
        Thread.sleep(Duration.ofMillis(100));

        assertThat(rounds).hasValue(1);
    }

    @Test
    void hasAThreadForEachUntilItsWorkIsDoneForGood() throws InterruptedException {
        Queue<String> names = new ConcurrentLinkedQueue<>();
        CountDownLatch ended = new CountDownLatch(2);
        worker = Worker.named("crew")
                .ending(_ -> ended.countDown())
                .doingForEach(() -> List.of("a", "b"), one -> () -> {
                    names.add(Thread.currentThread().getName() + " for " + one);
                    return Worker.FOR_GOOD;
                });

        worker.start();

        assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(names).containsExactlyInAnyOrder("crew-a for a", "crew-b for b");
        for (int i = 0; i < 2_000 && worker.isRunning(); i++) {
            Thread.sleep(10);
        }
        assertThat(worker.isRunning()).isFalse();
    }

    @Test
    void triesAgainToMakeItsRound() throws InterruptedException {
        AtomicInteger tries = new AtomicInteger();
        CountDownLatch worked = new CountDownLatch(1);
        worker = Worker.named("beginner")
                .failing("This test begins badly", Duration.ofMillis(1))
                .doingForEach(() -> List.of("0"), _ -> {
                    if (tries.incrementAndGet() < 3) {
                        throw new IllegalStateException("not yet");
                    }
                    return () -> {
                        worked.countDown();
                        return LONG;
                    };
                });

        worker.start();

        assertThat(worked.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(tries).hasValue(3);
    }
}
