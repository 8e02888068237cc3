/** The API that the OpenDORA plugin for Backstage reads. */
@NullMarked
package dev.throughline.dashboard.compat.opendora;

import org.jspecify.annotations.NullMarked;
