package dev.throughline.server.cli;

/** A command cannot do what it was asked to do. The message is one line that says why, and what to do about it. */
public final class CommandFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;

    private CommandFailed(int status, String line) {
        super(line);
        this.status = status;
    }

    /** @param line one sentence without a full stop */
    public static CommandFailed because(String line) {
        return new CommandFailed(1, line);
    }

    /**
     * The arguments are wrong.
     *
     * @param line what is wrong with them, or how the command is used
     */
    public static CommandFailed misused(String line) {
        return new CommandFailed(2, line);
    }

    /** Somebody else has said why. */
    public static CommandFailed said() {
        return new CommandFailed(1, "");
    }

    /** Exit status of the process. */
    public int status() {
        return status;
    }
}
