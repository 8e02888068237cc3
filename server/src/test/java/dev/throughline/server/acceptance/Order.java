package dev.throughline.server.acceptance;

import dev.throughline.demo.Delivery;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** The order in which deliveries arrive. */
enum Order {
    AS_IT_HAPPENED {
        @Override
        List<Delivery> of(List<Delivery> deliveries) {
            return deliveries;
        }
    },

    SHUFFLED_AND_DOUBLED {
        @Override
        List<Delivery> of(List<Delivery> deliveries) {
            List<Delivery> disordered = new ArrayList<>(deliveries);
            disordered.addAll(deliveries);
            Collections.shuffle(disordered, new Random(15));
            return disordered;
        }
    };

    abstract List<Delivery> of(List<Delivery> deliveries);
}
