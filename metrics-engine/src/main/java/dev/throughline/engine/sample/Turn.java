package dev.throughline.engine.sample;

import java.time.Duration;

/** One look at what is due, and whom it may derive. */
interface Turn {

    /** Whoever is due, for as long as it takes. */
    Turn WHOEVER = new Turn() {
        @Override
        public boolean admits(long service) {
            return true;
        }

        @Override
        public void derived(long service, Duration took) {}

        @Override
        public boolean isOver() {
            return false;
        }
    };

    /** Whether a service that is due may be derived now; otherwise it stays due. */
    boolean admits(long service);

    /** A service was derived, or could not be. */
    void derived(long service, Duration took);

    /** Whether it is time to look again: more may be due by now. */
    boolean isOver();
}
