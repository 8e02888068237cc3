package dev.throughline.engine.sample;

/** Has samples derived once more that are in line with the facts already, as after a mended rule. */
public interface Recompute {

    /**
     * Makes every service due, to be derived again from its first deployment on. Each keeps the samples that it has until then.
     *
     * @return how many services there are
     */
    int everything();
}
