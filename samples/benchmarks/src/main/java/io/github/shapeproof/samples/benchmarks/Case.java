package io.github.shapeproof.samples.benchmarks;

import io.github.shapeproof.samples.benchmarks.workload.Workload;
import io.github.shapeproof.samples.benchmarks.workload.Workloads;

/** A workload at a batch size: a row of the table. */
record Case(int index, int batch) {
  Workload workload() {
    return Workloads.REAL.get(index);
  }

  @Override
  public String toString() {
    return workload().title() + ", batch " + batch;
  }
}
