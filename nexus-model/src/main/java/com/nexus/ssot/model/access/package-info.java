/** The permission model: what grants, restrictions and rules of contexts add up to. */
@NullMarked
package com.nexus.ssot.model.access;

import org.jspecify.annotations.NullMarked;
