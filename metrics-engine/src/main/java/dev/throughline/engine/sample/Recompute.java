package dev.throughline.engine.sample;

/** Has samples derived again that already match the facts, for example after a rule was fixed. */
public interface Recompute {

    /**
     * Marks every service as due, to be derived again from its first deployment on. Each keeps its samples until then.
     *
     * @return how many services there are
     */
    int everything();
}
