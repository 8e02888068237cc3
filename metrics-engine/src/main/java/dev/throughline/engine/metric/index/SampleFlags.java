package dev.throughline.engine.metric.index;

/** Properties of a deployment, one bit each. The two highest say how its commits are known: {@link #LINKED_BY}. */
public final class SampleFlags {

    /** Whether it is a member of D: eligible and not a redeploy. */
    public static final int COUNTS = 1;

    public static final int IN_FREQUENCY = 1 << 1;
    public static final int IN_FAIL_RATE = 1 << 2;
    public static final int FAILED = 1 << 3;
    public static final int REWORK = 1 << 4;
    public static final int HAS_BASELINE = 1 << 5;
    public static final int IS_LINKED = 1 << 6;

    /** Times the ordinal of {@link dev.throughline.engine.linking.Link.By}. */
    public static final int LINKED_BY = 1 << 7;

    private SampleFlags() {}

    static int linkedBy(int flags) {
        return flags / LINKED_BY;
    }
}
