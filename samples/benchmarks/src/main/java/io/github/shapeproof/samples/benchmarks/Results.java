package io.github.shapeproof.samples.benchmarks;

import io.github.shapeproof.samples.benchmarks.contender.Contender;
import java.util.List;
import java.util.Map;

/**
 * All that one run has measured.
 *
 * @param times medians in microseconds
 */
record Results(
    String setting,
    Map<Case, Map<Contender, Double>> times,
    List<Footprint> footprints,
    List<Scaling> scalings) {}
