package dev.throughline.demo;

/**
 * An attempt of a run of a workflow.
 *
 * @param id GitHub's id of the run, the same for all its attempts
 * @param attempt counted from 1
 * @param event what started it, in GitHub's word
 */
public record Run(long id, int attempt, String event) {

    /** One that a push started. */
    public Run(long id, int attempt) {
        this(id, attempt, "push");
    }
}
