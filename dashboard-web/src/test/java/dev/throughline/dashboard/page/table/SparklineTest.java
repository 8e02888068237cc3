package dev.throughline.dashboard.page.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.dashboard.page.table.Sparkline.Point;
import java.util.List;
import org.junit.jupiter.api.Test;

class SparklineTest {

    @Test
    void drawsALineThroughNeighboursThatRestOnEnoughOnly() {
        Sparkline line = Sparkline.points(List.of(
                new Point(1.0, 6, false),
                new Point(2.0, 60, false),
                new Point(2.0, 5, false),
                new Point(1.0, 9, false),
                new Point(null, 0, false),
                new Point(1.0, 9, true)));

        assertThat(line.line()).as("from the first to the second").matches("M[^ML]*L[^ML]*");
        assertThat(line.dots()).as("few cases, and one alone").matches("M[^M]*M[^M]*");
        assertThat(line.rings()).as("may still change").matches("M[^M]*");
    }

    @Test
    void leavesBarsHollowThatMayStillChange() {
        Sparkline bars =
                Sparkline.bars(List.of(new Point(3.0, 3, false), new Point(0.0, 0, false), new Point(1.0, 1, true)));

        assertThat(bars.bars()).matches("M[^M]*z");
        assertThat(bars.hollow()).matches("M[^M]*z");
    }

    @Test
    void isEmptyWithoutData() {
        assertThat(Sparkline.points(List.of(new Point(null, 0, false))).isEmpty())
                .isTrue();
    }
}
