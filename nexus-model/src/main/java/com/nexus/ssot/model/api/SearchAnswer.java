package com.nexus.ssot.model.api;

import java.util.List;

/**
 * What a search found, best first.
 *
 * @param didYouMean names that were perhaps meant, at most three; empty when something fits exactly
 */
public record SearchAnswer(List<SearchHit> items, List<String> didYouMean) {}
