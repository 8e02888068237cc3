package dev.throughline.collector.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.throughline.collector.source.Headers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GroupCommitTest {

    private final List<Integer> batches = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch isFirstHeld = new CountDownLatch(1);
    private final CountDownLatch isFirstLetGo = new CountDownLatch(1);
    private volatile boolean isMemoryGone;
    private final GroupCommit groupCommit = new GroupCommit(new Slow(), stored -> {});

    @AfterEach
    void stop() {
        groupCommit.stop();
    }

    @Test
    void storesFewLargeDeliveriesAtATime() throws Exception {
        List<CompletableFuture<Boolean>> stored = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            stored.add(groupCommit.add(delivery(3 * 1024 * 1024)));
        }
        stored.add(groupCommit.add(delivery(20 * 1024 * 1024)));
        isFirstLetGo.countDown();
        groupCommit.start();

        for (CompletableFuture<Boolean> one : stored) {
            assertThat(one.get(10, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(batches).containsExactly(2, 2, 2, 1, 1);
    }

    @Test
    void goesOnAfterAnError() throws Exception {
        isFirstLetGo.countDown();
        isMemoryGone = true;
        groupCommit.start();
        assertThatThrownBy(() -> groupCommit.add(delivery(1)).get(10, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(OutOfMemoryError.class);

        isMemoryGone = false;
        assertThat(groupCommit.add(delivery(1)).get(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void forgetsWhatNobodyWaitsFor() throws Exception {
        groupCommit.start();
        CompletableFuture<Boolean> hanging = groupCommit.add(delivery(1));
        assertThat(isFirstHeld.await(10, TimeUnit.SECONDS)).isTrue();
        CompletableFuture<Boolean> last = groupCommit.add(delivery(1));
        for (int i = 0; i < 5; i++) {
            groupCommit.add(delivery(1)).cancel(false);
        }
        isFirstLetGo.countDown();

        assertThat(hanging.get(10, TimeUnit.SECONDS)).isTrue();
        assertThat(last.get(10, TimeUnit.SECONDS)).isTrue();
        assertThat(batches.stream().mapToInt(Integer::intValue).sum()).isEqualTo(2);
    }

    private static NewDelivery delivery(int bytes) {
        return new NewDelivery("fake", "k", "e", null, Headers.NONE, Instant.EPOCH, bytes, new byte[bytes]);
    }

    /** Holds its first batch until it is let go. */
    private final class Slow implements Deliveries {

        @Override
        public List<Boolean> insert(List<NewDelivery> deliveries) {
            batches.add(deliveries.size());
            if (batches.size() == 1) {
                try {
                    isFirstHeld.countDown();
                    isFirstLetGo.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            if (isMemoryGone) {
                throw new OutOfMemoryError("of the test");
            }
            return Collections.nCopies(deliveries.size(), true);
        }

        @Override
        public void announce() {}

        @Override
        public List<StoredDelivery> claim(int limit) {
            return List.of();
        }

        @Override
        public Optional<StoredDelivery> claim(long id) {
            return Optional.empty();
        }

        @Override
        public Optional<StoredDelivery> find(long id) {
            return Optional.empty();
        }

        @Override
        public List<StoredDelivery> after(long id, int limit) {
            return List.of();
        }

        @Override
        public long count() {
            return 0;
        }

        @Override
        public void settle(List<? extends Settlement> settlements) {}
    }
}
