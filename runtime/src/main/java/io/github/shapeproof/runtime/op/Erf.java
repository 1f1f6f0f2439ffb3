package io.github.shapeproof.runtime.op;

/**
 * The error function to the last digits of a double.
 *
 * <p>Rational approximations on four intervals, from fdlibm's s_erf.c (Sun Microsystems, 1993);
 * coefficients begin with the constant term.
 */
final class Erf {
  private static final double[] SMALL_ABOVE = {
    0.12837916709551256,
    -0.3250421072470015,
    -0.02848174957559851,
    -0.005770270296489442,
    -2.3763016656650163e-05
  };

  private static final double[] SMALL_BELOW = {
    1,
    0.39791722395915535,
    0.0650222499887673,
    0.005081306281875766,
    0.00013249473800432164,
    -3.960228278775368e-06
  };

  private static final double[] NEAR_ONE_ABOVE = {
    -0.0023621185607526594,
    0.41485611868374833,
    -0.3722078760357013,
    0.31834661990116175,
    -0.11089469428239668,
    0.035478304325618236,
    -0.002166375594868791
  };

  private static final double[] NEAR_ONE_BELOW = {
    1,
    0.10642088040084423,
    0.540397917702171,
    0.07182865441419627,
    0.12617121980876164,
    0.01363708391202905,
    0.011984499846799107
  };

  private static final double[] TAIL_ABOVE = {
    -0.009864944034847148,
    -0.6938585727071818,
    -10.558626225323291,
    -62.375332450326006,
    -162.39666946257347,
    -184.60509290671104,
    -81.2874355063066,
    -9.814329344169145
  };

  private static final double[] TAIL_BELOW = {
    1,
    19.651271667439257,
    137.65775414351904,
    434.56587747522923,
    645.3872717332679,
    429.00814002756783,
    108.63500554177944,
    6.570249770319282,
    -0.0604244152148581
  };

  private static final double[] FAR_ABOVE = {
    -0.0098649429247001,
    -0.799283237680523,
    -17.757954917754752,
    -160.63638485582192,
    -637.5664433683896,
    -1025.0951316110772,
    -483.5191916086514
  };

  private static final double[] FAR_BELOW = {
    1,
    30.33806074348246,
    325.7925129965739,
    1536.729586084437,
    3199.8582195085955,
    2553.0504064331644,
    474.52854120695537,
    -22.44095244658582
  };

  private static final double AT_ONE = 0.8450629115104675;

  private Erf() {}

  static double of(double x) {
    double size = Math.abs(x);
    if (size < 0.84375) {
      return x + x * ratio(SMALL_ABOVE, SMALL_BELOW, x * x);
    }
    return Math.copySign(ofSize(size), x);
  }

  private static double ofSize(double size) {
    if (size < 1.25) {
      return AT_ONE + ratio(NEAR_ONE_ABOVE, NEAR_ONE_BELOW, size - 1);
    }
    if (size >= 6) {
      return 1;
    }
    double inverse = 1 / (size * size);
    double exponent =
        size < 1 / 0.35
            ? ratio(TAIL_ABOVE, TAIL_BELOW, inverse)
            : ratio(FAR_ABOVE, FAR_BELOW, inverse);
    return 1 - Math.exp(-size * size - 0.5625 + exponent) / size;
  }

  private static double ratio(double[] above, double[] below, double x) {
    return polynomial(above, x) / polynomial(below, x);
  }

  private static double polynomial(double[] coefficients, double x) {
    double result = 0;
    for (int i = coefficients.length - 1; i >= 0; i--) {
      result = result * x + coefficients[i];
    }
    return result;
  }
}
