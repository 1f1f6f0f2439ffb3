package io.github.shapeproof.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Gates one half of the channels by the other: {@code a * sigmoid(b)}.
 *
 * <p>The channels are halved, everything else stays. Refused: an odd number of channels.
 *
 * <p>Source: Dauphin et al., <a href="https://arxiv.org/abs/1612.08083">Language modeling with
 * gated convolutional networks</a>; PyTorch <a
 * href="https://docs.pytorch.org/docs/stable/generated/torch.nn.GLU.html">GLU</a>.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.FIELD)
public @interface GatedLinear {
  /** The field it reads; left out, the tensor field declared directly above. */
  String[] from() default {};
}
