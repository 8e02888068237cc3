/** The pages of teams: all of them, and the services of one. */
@NullMarked
package dev.throughline.dashboard.page.team;

import org.jspecify.annotations.NullMarked;
