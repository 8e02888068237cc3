/** Gitea, Forgejo and Gogs: their signatures, their payloads, and the facts in them. */
@NullMarked
package dev.throughline.collector.source.gitea;

import org.jspecify.annotations.NullMarked;
