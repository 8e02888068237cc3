/** The weekly report of a team: what it says, and how it goes out as mail and to chats. */
@NullMarked
package dev.throughline.dashboard.weekly;

import org.jspecify.annotations.NullMarked;
