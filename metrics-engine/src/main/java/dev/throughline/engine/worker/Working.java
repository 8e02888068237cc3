package dev.throughline.engine.worker;

import org.springframework.context.SmartLifecycle;

/** Has a {@link Worker}, which starts and stops with the application. */
public interface Working extends SmartLifecycle {

    Worker worker();

    @Override
    default void start() {
        worker().start();
    }

    @Override
    default void stop() {
        worker().stop();
    }

    @Override
    default boolean isRunning() {
        return worker().isRunning();
    }

    @Override
    default int getPhase() {
        return worker().getPhase();
    }
}
