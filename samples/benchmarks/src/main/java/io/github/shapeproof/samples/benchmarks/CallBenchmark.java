package io.github.shapeproof.samples.benchmarks;

import io.github.shapeproof.samples.benchmarks.contender.Call;
import io.github.shapeproof.samples.benchmarks.contender.Contender;
import io.github.shapeproof.samples.benchmarks.contender.Sample;
import io.github.shapeproof.samples.benchmarks.workload.Workloads;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** What JMH times: one call of one contender. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class CallBenchmark {
  /** Index into {@link Workloads#REAL}. */
  @Param("0")
  public int workload;

  @Param("1")
  public int batch;

  @Param public Contender contender;

  private Sample sample;
  private Call call;

  @Setup
  public void prepare() {
    sample = Sample.of(Workloads.REAL.get(workload), batch);
    call = contender.prepare(sample);
  }

  @TearDown
  public void close() {
    call.close();
    sample.close();
  }

  @Benchmark
  public void call() {
    call.run();
  }
}
