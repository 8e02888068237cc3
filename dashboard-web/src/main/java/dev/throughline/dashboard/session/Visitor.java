package dev.throughline.dashboard.session;

import java.time.Instant;

/**
 * Somebody who is signed in.
 *
 * @param name as it is stored with what they say
 * @param formKey must be in each of their forms, so that no other page can send one in their name
 * @param until when they have to sign in again
 */
public record Visitor(String name, String formKey, Instant until) {}
