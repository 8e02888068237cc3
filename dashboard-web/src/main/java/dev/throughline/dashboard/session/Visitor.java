package dev.throughline.dashboard.session;

import java.time.Instant;

/**
 * Somebody who is signed in.
 *
 * @param name as it is kept with what they say
 * @param formKey what each of their forms has to carry, so that no other page can send one in their name
 * @param until when they have to sign in again
 */
public record Visitor(String name, String formKey, Instant until) {}
