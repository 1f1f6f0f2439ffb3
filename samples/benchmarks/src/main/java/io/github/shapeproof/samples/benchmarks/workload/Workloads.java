package io.github.shapeproof.samples.benchmarks.workload;

import java.util.List;

/** The workloads, in the order of the table. */
public final class Workloads {
  /** Of the size that networks have. */
  public static final List<Workload> REAL =
      List.of(
          new PyramidFusion(5, 19, 512),
          new SkipConnection(64, 2, 64),
          new SkipConnection(128, 2, 32),
          new SkipConnection(256, 2, 16),
          new PaddedAddition(60, 64, 64),
          new MaskedAddition(32, 64, 64),
          new GatedConcatenation(16, 256, 32, 3),
          new PyramidPooling(16, 256),
          new Aggregation(19, 512),
          new AdaptivePooling(512),
          new Resizing(19, 256),
          new Concatenation(38, 256),
          new Padding(60, 64),
          new Cropping(68, 64),
          new MaxPooling(56, 64));

  /** So small that one thread does all, and that a hundred thousand calls take no minutes. */
  public static final List<Workload> SMALL =
      List.of(
          new PyramidFusion(5, 19, 32),
          new SkipConnection(16, 2, 16),
          new PaddedAddition(12, 16, 16),
          new MaskedAddition(8, 16, 16),
          new GatedConcatenation(4, 16, 16, 3),
          new PyramidPooling(16, 16),
          new Aggregation(6, 8),
          new AdaptivePooling(16),
          new Resizing(9, 16),
          new Concatenation(16, 16),
          new Padding(16, 16),
          new Cropping(20, 16),
          new MaxPooling(16, 16));

  private Workloads() {}
}
