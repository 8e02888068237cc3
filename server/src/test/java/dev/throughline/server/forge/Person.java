package dev.throughline.server.forge;

/** Someone with an account. */
public record Person(long id, String login) {

    public static Person named(String login) {
        return new Person(login.hashCode() & 0x7fff_ffffL, login);
    }

    String email() {
        return login + "@example.com";
    }
}
