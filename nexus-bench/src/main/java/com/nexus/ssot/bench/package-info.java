/** Load runs that put the product beside a peer, in one run, on one machine. Never released. */
@NullMarked
package com.nexus.ssot.bench;

import org.jspecify.annotations.NullMarked;
