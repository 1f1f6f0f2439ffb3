package io.github.shapeproof.processor.layer;

import io.github.shapeproof.processor.declaration.Site;
import io.github.shapeproof.processor.shape.Dim;
import io.github.shapeproof.processor.shape.Verdict;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A transposed convolution along one axis that makes a given size of another, {@code (n - 1) *
 * stride + kernel - 2 * pad + outputPadding}.
 *
 * <p>The kernel is never smaller than the stride, so that no element of the result is left to the
 * bias alone. Where {@code t = s * n + c}: kernel {@code s + c} for {@code c >= 0}; else kernel
 * {@code s}, and what is too much is cut off by {@code pad = ceil(-c / 2)} at both ends, less an
 * output padding where {@code c} is odd.
 *
 * @param kernel in elements
 * @param stride in elements
 * @param pad at both ends, in elements
 * @param outputPadding 0 or 1
 */
record Upsampling(int kernel, int stride, int pad, int outputPadding) {
  private static final int LARGEST_STRIDE = 64;
  private static final long LARGE = 1L << 40;

  /** The one that makes {@code target} of {@code size}, for every size that they can have. */
  static Optional<Upsampling> between(Proofs proofs, Dim size, Dim target, Site site) {
    if (size.isConstant() && target.isConstant()) {
      return between(size.constant(), target.constant());
    }
    return IntStream.rangeClosed(1, LARGEST_STRIDE)
        .mapToObj(
            stride ->
                proofs
                    .constant(target.minus(size.times(stride)), site)
                    .flatMap(rest -> of(stride, rest)))
        .flatMap(Optional::stream)
        .findFirst();
  }

  /**
   * Of two numbers: the stride that reaches just beyond the target, where less than one stride has
   * to be cut off; else the one that stays just below, and a larger kernel.
   */
  private static Optional<Upsampling> between(BigInteger size, BigInteger target) {
    BigInteger[] parts = target.divideAndRemainder(size);
    if (parts[0].signum() == 0 || parts[0].bitLength() > 30) {
      return Optional.empty();
    }
    int below = parts[0].intValue();
    BigInteger surplus = size.subtract(parts[1]);
    boolean beyond = parts[1].signum() > 0 && surplus.compareTo(BigInteger.valueOf(below)) <= 0;
    return beyond ? of(below + 1, surplus.negate()) : of(below, parts[1]);
  }

  /** The one that makes {@code stride * n + rest} of any {@code n}. */
  private static Optional<Upsampling> of(int stride, BigInteger rest) {
    boolean shrinks = stride == 1 && rest.signum() < 0;
    if (shrinks || rest.bitLength() > 30) {
      return Optional.empty();
    }
    int more = rest.intValue();
    int pad = more < 0 ? (1 - more) / 2 : 0;
    return Optional.of(
        new Upsampling(stride + Math.max(more, 0), stride, pad, 2 * pad + Math.min(more, 0)));
  }

  /**
   * Why there is none: the closest whole multiple of {@code size} is not always {@code target}.
   * Where it is beyond any stride, as where only one of the two grows, no multiple comes close.
   */
  static Optional<Verdict.Refuted> refute(Proofs proofs, Dim size, Dim target, Site site) {
    BigInteger times = atLarge(target).divide(atLarge(size).max(BigInteger.ONE));
    return times.signum() <= 0 || times.compareTo(BigInteger.valueOf(LARGEST_STRIDE)) > 0
        ? Optional.empty()
        : proofs.refute(target, size.times(times.intValueExact()), site);
  }

  private static BigInteger atLarge(Dim dim) {
    Map<String, BigInteger> values = new HashMap<>();
    dim.symbols().forEach(symbol -> values.put(symbol, BigInteger.valueOf(LARGE)));
    return dim.evaluate(values);
  }
}
