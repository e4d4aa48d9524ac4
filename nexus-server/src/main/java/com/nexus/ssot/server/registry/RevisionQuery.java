package com.nexus.ssot.server.registry;

import com.nexus.ssot.server.http.PageRequest;

/** What a caller asks of a history: only which part of it. */
public record RevisionQuery(PageRequest page) {}
