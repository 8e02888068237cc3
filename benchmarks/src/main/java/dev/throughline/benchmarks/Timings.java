package dev.throughline.benchmarks;

import java.io.IOException;
import java.util.Arrays;

/** How long each of several requests took, in milliseconds. */
record Timings(double[] millis) {

    /** Sends a request again and again over one connection, one at a time. @param warmUp how many are not counted */
    static Timings of(Connection connection, byte[] request, int warmUp, int counted) throws IOException {
        double[] millis = new double[counted];
        for (int i = -warmUp; i < counted; i++) {
            double took = one(connection, request);
            if (i >= 0) {
                millis[i] = took;
            }
        }
        return new Timings(millis);
    }

    /** One request and its whole answer. @throws IllegalStateException when it is not answered 200 */
    static double one(Connection connection, byte[] request) throws IOException {
        long start = System.nanoTime();
        int status = connection.send(request);
        if (status != 200) {
            throw new IllegalStateException("a request was answered " + status);
        }
        return (System.nanoTime() - start) / 1e6;
    }

    /** So many of them took at most this long. @param share 0..1 */
    double at(double share) {
        double[] sorted = millis.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.min(sorted.length - 1.0, share * sorted.length)];
    }
}
