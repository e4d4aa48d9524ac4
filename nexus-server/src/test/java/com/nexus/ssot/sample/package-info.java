/** A small application on the http package alone, for its tests. */
@NullMarked
package com.nexus.ssot.sample;

import org.jspecify.annotations.NullMarked;
