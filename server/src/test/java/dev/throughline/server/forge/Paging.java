package dev.throughline.server.forge;

import java.util.List;

/**
 * Which part of a list is asked for.
 *
 * @param number from 1 on
 * @param repeated items of the page before that come again
 */
record Paging(int number, int size, int repeated) {

    static Paging of(Request request, int defaultSize, int repeated) {
        int size = request.number("per_page", defaultSize);
        return new Paging(
                Math.max(1, request.number("page", 1)),
                size < 1 ? defaultSize : Math.min(Math.max(100, defaultSize), size),
                repeated);
    }

    <T> List<T> of(List<T> list) {
        long from = (long) (number - 1) * size;
        int first = (int) Math.min(list.size(), Math.max(0, number > 1 ? from - repeated : from));
        return list.subList(first, (int) Math.min(list.size(), from + size));
    }

    int last(List<?> list) {
        return Math.max(1, (list.size() + size - 1) / size);
    }
}
