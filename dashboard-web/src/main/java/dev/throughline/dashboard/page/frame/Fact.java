package dev.throughline.dashboard.page.frame;

import java.util.List;

/** Something to know about a thing: a question in a word or two, and the answer as a sentence. */
public record Fact(String label, List<Piece> answer) {}
