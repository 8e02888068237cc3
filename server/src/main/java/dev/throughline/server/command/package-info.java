/** What commands that talk to a server have in common: the server itself, running or started for them, and the numbers at the end. */
@NullMarked
package dev.throughline.server.command;

import org.jspecify.annotations.NullMarked;
