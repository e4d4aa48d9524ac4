/** What people and programs write in their own words. */
@NullMarked
package com.nexus.ssot.model.text;

import org.jspecify.annotations.NullMarked;
