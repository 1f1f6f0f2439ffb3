package io.github.shapeproof.processor.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.shapeproof.processor.testing.Compiled;
import io.github.shapeproof.processor.testing.CompilerKind;
import io.github.shapeproof.processor.testing.GeneratedAdapter;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Networks with blocks in blocks have as many trainable parameters as their publishers tell. */
class PublishedNetworksTest {

  /** torchvision, {@code resnet50}: {@code num_params} in its table of weights. */
  @Test
  void resNet50() {
    assertEquals(
        25_557_032,
        trainable(
            """
            @TensorModel class Net {
              @Input @Shape("N,224,224,3") INDArray image;
              @Conv(filters = 64, kernel = 7, stride = 2, pad = 3, bias = false) INDArray stem;
              @BatchNorm INDArray norm;
              @Activation(RELU) INDArray active;
              @MaxPool(kernel = 3, stride = 2, pad = 1) INDArray pooled;
              @Apply(with = "F=64,S=1") @Shape("N,56,56,256") Wider first;
              @Apply(times = 2) Same firstRest;
              @Apply(with = "F=128,S=2") @Shape("N,28,28,512") Wider second;
              @Apply(times = 3) Same secondRest;
              @Apply(with = "F=256,S=2") @Shape("N,14,14,1024") Wider third;
              @Apply(times = 5) Same thirdRest;
              @Apply(with = "F=512,S=2") @Shape("N,7,7,2048") Wider fourth;
              @Apply(times = 2) Same fourthRest;
              @GlobalAvgPool INDArray features;
              @Dense(units = 1000) @Shape("N,1000") INDArray logits;
            }
            @TensorModel class Body {
              @Input @Shape("N,H,W,C") INDArray x;
              @Conv(filtersOf = "F", kernel = 1, bias = false) INDArray a;
              @BatchNorm INDArray na;
              @Activation(RELU) INDArray ra;
              @Conv(filtersOf = "F", kernel = 3, strideOf = "S", pad = 1, bias = false) INDArray b;
              @BatchNorm INDArray nb;
              @Activation(RELU) INDArray rb;
              @Conv(filtersOf = "4*F", kernel = 1, bias = false) INDArray c;
              @BatchNorm INDArray out;
            }
            @TensorModel class Wider {
              @Input @Shape("N,H,W,C") INDArray x;
              @Apply(with = "F=F,S=S") Body body;
              @Conv(from = "x", filtersOf = "4*F", kernel = 1, strideOf = "S", bias = false) INDArray p;
              @BatchNorm INDArray projected;
              @Add(from = {"body", "projected"}) INDArray sum;
              @Activation(RELU) INDArray out;
            }
            @TensorModel class Same {
              @Input @Shape("N,H,W,4*F") INDArray x;
              @Apply(with = "F=F,S=1") Body body;
              @Add(from = {"body", "x"}) INDArray sum;
              @Activation(RELU) INDArray out;
            }
            """));
  }

  /** torchvision, {@code mobilenet_v2}, likewise. */
  @Test
  void mobileNet2() {
    assertEquals(
        3_504_872,
        trainable(
            """
            @TensorModel class Net {
              @Input @Shape("N,224,224,3") INDArray image;
              @Conv(filters = 32, kernel = 3, stride = 2, pad = 1, bias = false) INDArray stem;
              @BatchNorm INDArray norm;
              @Apply(with = "S=1") Separate separate;
              @Conv(filters = 16, kernel = 1, bias = false) INDArray linear;
              @BatchNorm @Shape("N,112,112,16") INDArray a;
              @Apply(with = "F=24,S=2") Inverted b;
              @Apply @Shape("N,56,56,24") Residual b1;
              @Apply(with = "F=32,S=2") Inverted c;
              @Apply(times = 2) Residual c1;
              @Apply(with = "F=64,S=2") Inverted d;
              @Apply(times = 3) Residual d1;
              @Apply(with = "F=96,S=1") @Shape("N,14,14,96") Inverted e;
              @Apply(times = 2) Residual e1;
              @Apply(with = "F=160,S=2") Inverted f;
              @Apply(times = 2) Residual f1;
              @Apply(with = "F=320,S=1") @Shape("N,7,7,320") Inverted g;
              @Conv(filters = 1280, kernel = 1, bias = false) INDArray last;
              @BatchNorm INDArray lastNorm;
              @GlobalAvgPool INDArray features;
              @Dense(units = 1000) INDArray logits;
            }
            @TensorModel class Separate {
              @Input @Shape("N,H,W,C") INDArray x;
              @DepthwiseConv(kernel = 3, strideOf = "S", pad = 1, bias = false) INDArray a;
              @BatchNorm INDArray b;
            }
            @TensorModel class Inverted {
              @Input @Shape("N,H,W,C") INDArray x;
              @Conv(filtersOf = "6*C", kernel = 1, bias = false) INDArray wide;
              @BatchNorm INDArray norm;
              @Apply(with = "S=S") Separate separate;
              @Conv(filtersOf = "F", kernel = 1, bias = false) INDArray linear;
              @BatchNorm INDArray out;
            }
            @TensorModel class Residual {
              @Input @Shape("N,H,W,C") INDArray x;
              @Apply(with = "F=C,S=1") Inverted body;
              @Add(from = {"body", "x"}) INDArray out;
            }
            """));
  }

  /** PyTorch, {@code nn.TransformerEncoderLayer(512, 8, dim_feedforward=2048)}, six times. */
  @Test
  void transformer() {
    assertEquals(
        6 * 3_152_384,
        trainable(
            """
            @TensorModel class Net {
              @Input @Shape("N,T,512") INDArray tokens;
              @Apply(with = "H=8,D=64,F=2048", times = 6) @Shape("N,T,512") Layer out;
            }
            @TensorModel class Layer {
              @Input @Shape("N,T,C") INDArray x;
              @Dense(unitsOf = "H*D") INDArray q;
              @Dense(from = "x", unitsOf = "H*D") INDArray k;
              @Dense(from = "x", unitsOf = "H*D") INDArray v;
              @Reshape(value = "N,T,H,D", from = "q") INDArray qs;
              @Reshape(value = "N,T,H,D", from = "k") INDArray ks;
              @Reshape(value = "N,T,H,D", from = "v") INDArray vs;
              @Custom(from = {"qs", "ks", "vs"}, value = "N,T,H,D ; N,S,H,D ; N,S,H,D -> N,T,H*D") INDArray attended;
              @Dense(unitsOf = "C") INDArray projected;
              @Add(from = {"projected", "x"}) INDArray sum;
              @LayerNorm INDArray norm;
              @Dense(unitsOf = "F") INDArray wide;
              @Activation(GELU) INDArray active;
              @Dense(unitsOf = "C") INDArray narrow;
              @Add(from = {"narrow", "norm"}) INDArray both;
              @LayerNorm INDArray out;
            }
            """));
  }

  private static long trainable(String source) {
    Compiled compiled = CompilerKind.JAVAC.compilation().source(source).compile();
    assertTrue(compiled.messages().isEmpty(), compiled.messages().toString());
    Map<String, String> weights;
    try {
      weights = GeneratedAdapter.texts(compiled.loader().loadClass("test.NetAdapter"), "WEIGHTS");
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
    return weights.entrySet().stream()
        .filter(weight -> !weight.getKey().matches(".*/(mean|variance)"))
        .mapToLong(weight -> size(weight.getValue()))
        .sum();
  }

  private static long size(String shape) {
    return Arrays.stream(shape.split(","))
        .mapToLong(Long::parseLong)
        .reduce(1, Math::multiplyExact);
  }
}
