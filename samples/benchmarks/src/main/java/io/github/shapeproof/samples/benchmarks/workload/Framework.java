package io.github.shapeproof.samples.benchmarks.workload;

/**
 * The calls of a library that workloads are written in, for square maps; so each workload is
 * written once for all of them.
 *
 * @param <T> the library's tensor, or a node of its graph
 */
public interface Framework<T> {
  /** Bilinear, half-pixel centres: {@code N,H,W,C -> N,size,size,C}. */
  T resize(T map, int size);

  /** Along the channels. */
  T concat(T first, T second);

  /** The centre: {@code N,H,H,C -> N,size,size,C}. */
  T crop(T map, int from, int size);

  /** Zeros around: {@code N,H,H,C -> N,size,size,C}. */
  T pad(T map, int from, int size);

  /** The largest of each window. */
  T maxPool(T map, int kernel, int stride, int pad);

  /** The means of {@code size × size} parts; the same windows serve where no such pool is known. */
  T adaptivePool(T map, int size, int kernel, int stride, int pad);

  /** {@code N,H,W,C -> N,H*W*C}, the channels of a pixel together in every layout. */
  T flatten(T map);

  /** Joins vectors: {@code N,A} and {@code N,B} become {@code N,A+B}. */
  T join(T first, T second);

  /** With the weights {@code name/kernel} and {@code name/bias}, stride 1, {@code pad} zeros. */
  T conv(T map, String name, int pad);

  T add(T first, T second);

  /** With broadcasting of a mask's one channel. */
  T multiply(T map, T mask);

  /** Memory of its own, where the library's crop is a view. */
  T copy(T view);

  /** {@code 1 - x}. */
  T complement(T map);

  T sigmoid(T map);
}
