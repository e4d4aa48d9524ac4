package com.nexus.ssot.gateway;

/**
 * What is known while one request is answered.
 *
 * @param index the index of the feed up to which the routes are complete, at least
 */
record Known(RouteTable routes, long index) {}
