/** The configuration: every key, its rules, the data folder and the secrets kept in it. */
@NullMarked
package dev.throughline.server.settings;

import org.jspecify.annotations.NullMarked;
