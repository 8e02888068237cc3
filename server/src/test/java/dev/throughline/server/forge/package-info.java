/** Stand-ins for the REST APIs of GitHub and GitLab: they answer from histories and from small stories, and fail as those do. */
@NullMarked
package dev.throughline.server.forge;

import org.jspecify.annotations.NullMarked;
