package io.github.shapeproof.processor.fix;

/** Networks in which models apply models, without a mistake. */
final class AppliedNetworks {
  static final String RES =
      """
      @TensorModel class Backbone {
        @Input @Shape("N,224,224,3") INDArray image;
        @Apply(with = "F=64,S=2") @Shape("N,112,112,64") Block stem;
        @Apply(with = "F=64,S=1", times = 3) Block first;
        @Apply(with = "F=128,S=2") @Shape("N,56,56,128") Block down;
        @Apply(with = "F=128,S=1", times = 3) Block second;
        @GlobalAvgPool INDArray pooled;
        @Dense(units = 10) @Shape("N,10") INDArray logits;
      }
      @TensorModel class Block {
        @Input @Shape("N,H,W,C") INDArray x;
        @Conv(filtersOf = "F", kernel = 3, strideOf = "S", padding = SAME) INDArray a;
        @Activation(RELU) INDArray b;
        @Conv(filtersOf = "F", kernel = 3, padding = SAME) INDArray c;
        @Conv(from = "x", filtersOf = "F", kernel = 1, strideOf = "S") INDArray shortcut;
        @Add(from = {"c", "shortcut"}) INDArray out;
      }
      """;

  static final String BODY =
      """
      @TensorModel class Net {
        @Input @Shape("N,56,56,3") INDArray image;
        @Conv(filters = 64, kernel = 3, padding = SAME) INDArray stem;
        @Apply Body body;
        @Add(from = {"stem", "body"}) INDArray sum;
        @Apply Body again;
        @Add(from = {"sum", "again"}) INDArray out;
        @GlobalAvgPool INDArray pooled;
        @Dense(units = 10) INDArray logits;
      }
      @TensorModel class Body {
        @Input @Shape("N,H,W,64") INDArray x;
        @Conv(filters = 32, kernel = 1) INDArray a;
        @Activation(RELU) INDArray b;
        @Conv(filters = 32, kernel = 3, padding = SAME) INDArray c;
        @Activation(RELU) INDArray d;
        @Conv(filters = 64, kernel = 1) INDArray e;
      }
      """;

  static final String ONCE =
      """
      @TensorModel class Net {
        @Input @Shape("N,28,28,256") INDArray x;
        @Apply Body body;
        @Add(from = {"x", "body"}) INDArray sum;
        @Activation(RELU) @Shape("N,28,28,256") INDArray out;
      }
      @TensorModel class Body {
        @Input @Shape("N,H,W,C") INDArray x;
        @Conv(filters = 64, kernel = 1) INDArray reduced;
        @Conv(filters = 64, kernel = 3, padding = SAME) INDArray middle;
        @Conv(filters = 256, kernel = 1) INDArray expanded;
      }
      """;

  static final String UNET =
      """
      @TensorModel class UNet {
        @Input @Shape("N,128,128,3") INDArray image;
        @Apply(with = "F=32") Down d1;
        @Apply(from = "d1.low", with = "F=64") Down d2;
        @Apply(from = "d2.low", with = "F=128") Twice bottom;
        @Apply(from = {"bottom", "d2.skip"}, with = "F=64") Up u2;
        @Apply(from = {"u2", "d1.skip"}, with = "F=32") Up u1;
        @Conv(filters = 1, kernel = 1) @Shape("N,128,128,1") INDArray mask;
      }
      @TensorModel class Twice {
        @Input @Shape("N,H,W,C") INDArray x;
        @Conv(filtersOf = "F", kernel = 3, padding = SAME) INDArray a;
        @Activation(RELU) INDArray b;
        @Conv(filtersOf = "F", kernel = 3, padding = SAME) INDArray c;
        @Activation(RELU) INDArray d;
      }
      @TensorModel class Down {
        @Input @Shape("N,H,W,C") INDArray x;
        @Apply(with = "F=F") @Output Twice skip;
        @MaxPool(kernel = 2) INDArray low;
      }
      @TensorModel class Up {
        @Input @Shape("N,H,W,C") INDArray low;
        @Input @Shape("N,2*H,2*W,E") INDArray skip;
        @Deconv(from = "low", filtersOf = "F", kernel = 2, stride = 2) INDArray wide;
        @Concat(from = {"skip", "wide"}) INDArray both;
        @Apply(with = "F=F") Twice out;
      }
      """;

  static final String VIT =
      """
      @TensorModel(axes = 1) class Vit {
        @Input @Shape("N,196,768") INDArray tokens;
        @Apply(times = 12) Layer layers;
        @LayerNorm INDArray normed;
        @Dense(units = 1000) @Shape("N,196,1000") INDArray logits;
      }
      @TensorModel(axes = 1) class Layer {
        @Input @Shape("N,T,D") INDArray x;
        @LayerNorm INDArray n;
        @Apply Attention a;
        @Add(from = {"x", "a"}) INDArray y;
        @LayerNorm INDArray m;
        @Apply Mlp b;
        @Add(from = {"y", "b"}) INDArray z;
      }
      @TensorModel(axes = 1) class Attention {
        @Input @Shape("N,T,D") INDArray x;
        @Dense(unitsOf = "3*D") INDArray qkv;
        @Activation(SOFTMAX) INDArray mix;
        @Dense(unitsOf = "D") INDArray out;
      }
      @TensorModel(axes = 1) class Mlp {
        @Input @Shape("N,T,D") INDArray x;
        @Dense(unitsOf = "4*D") INDArray wide;
        @Activation(GELU) INDArray act;
        @Dense(unitsOf = "D") INDArray out;
      }
      """;

  static final String INCEPTION =
      """
      @TensorModel class Inception {
        @Input @Shape("N,28,28,192") INDArray x;
        @Apply @Shape("N,28,28,256") Mixed a;
        @Apply @Shape("N,28,28,256") Mixed b;
        @MaxPool(kernel = 3, stride = 2, padding = SAME) @Shape("N,14,14,256") INDArray down;
      }
      @TensorModel class Mixed {
        @Input @Shape("N,H,W,C") INDArray x;
        @Conv(filters = 64, kernel = 1) INDArray one;
        @Conv(from = "x", filters = 96, kernel = 1) INDArray three1;
        @Conv(filters = 128, kernel = 3, padding = SAME) INDArray three;
        @Conv(from = "x", filters = 16, kernel = 1) INDArray five1;
        @Conv(filters = 32, kernel = 5, padding = SAME) INDArray five;
        @MaxPool(from = "x", kernel = 3, stride = 1, padding = SAME) INDArray pool;
        @Conv(filters = 32, kernel = 1) INDArray pool1;
        @Concat(from = {"one", "three", "five", "pool1"}) INDArray out;
      }
      """;

  static final String GAN =
      """
      @TensorModel class Generator {
        @Input @Shape("N,4,4,512") INDArray z;
        @Apply(with = "F=256") Up a;
        @Apply(with = "F=128") Up b;
        @Apply(with = "F=64") Up c;
        @Apply(with = "F=3") @Shape("N,64,64,3") Up image;
      }
      @TensorModel class Up {
        @Input @Shape("N,H,W,C") INDArray x;
        @Deconv(filtersOf = "F", kernel = 4, stride = 2, padding = SAME) INDArray y;
        @BatchNorm INDArray n;
        @Activation(RELU) INDArray r;
      }
      """;

  static final String FPN =
      """
      @TensorModel class Fpn {
        @Input @Shape("N,64,64,256") INDArray c3;
        @Input @Shape("N,32,32,512") INDArray c4;
        @Input @Shape("N,16,16,1024") INDArray c5;
        @Apply(from = "c5") Lateral p5;
        @Apply(from = "c4") Lateral l4;
        @Apply(from = {"p5", "l4"}) Merge p4;
        @Apply(from = "c3") Lateral l3;
        @Apply(from = {"p4", "l3"}) Merge p3;
        @Apply(from = "p3") @Shape("N,64,64,9") Head h3;
        @Apply(from = "p4") @Shape("N,32,32,9") Head h4;
      }
      @TensorModel class Lateral {
        @Input @Shape("N,H,W,C") INDArray x;
        @Conv(filters = 256, kernel = 1) INDArray y;
      }
      @TensorModel class Merge {
        @Input @Shape("N,H,W,256") INDArray top;
        @Input @Shape("N,2*H,2*W,256") INDArray side;
        @Resize(from = "top", scale = 2) INDArray up;
        @Add(from = {"up", "side"}) INDArray sum;
        @Conv(filters = 256, kernel = 3, padding = SAME) INDArray y;
      }
      @TensorModel class Head {
        @Input @Shape("N,H,W,256") INDArray x;
        @Conv(filters = 256, kernel = 3, padding = SAME) INDArray a;
        @Activation(RELU) INDArray b;
        @Conv(filters = 9, kernel = 3, padding = SAME) INDArray y;
      }
      """;

  static final String FIRST =
      """
      @TensorModel(layout = CHANNELS_FIRST) class Net {
        @Input @Shape("N,3,32,32") INDArray image;
        @Apply(with = "F=32") Cell a;
        @Apply(with = "F=64") Cell b;
        @Conv(filters = 64, kernel = 3, pad = 1) @Shape("N,64,8,8") INDArray out;
      }
      @TensorModel(layout = CHANNELS_FIRST) class Cell {
        @Input @Shape("N,C,H,W") INDArray x;
        @Conv(filtersOf = "F", kernel = 3, pad = 1) INDArray y;
        @Activation(RELU) INDArray r;
        @MaxPool(kernel = 2) INDArray p;
      }
      """;

  static final String MOBILE =
      """
      @TensorModel class Mobile {
        @Input @Shape("N,112,112,32") INDArray x;
        @Apply(with = "F=64,S=2") Separable a;
        @Apply(with = "F=128,S=2") Separable b;
        @Apply(with = "F=128,S=1") Separable c;
        @Add(from = {"b", "c"}) INDArray sum;
        @Apply(with = "F=256,S=2") @Shape("N,14,14,256") Separable d;
      }
      @TensorModel class Separable {
        @Input @Shape("N,H,W,C") INDArray x;
        @DepthwiseConv(kernel = 3, strideOf = "S", padding = SAME) INDArray deep;
        @BatchNorm INDArray n;
        @Activation(RELU) INDArray r;
        @Conv(filtersOf = "F", kernel = 1) INDArray point;
        @BatchNorm INDArray m;
        @Activation(RELU) INDArray out;
      }
      """;

  static final String STAGES =
      """
      @TensorModel class Net {
        @Input @Shape("N,32,32,16") INDArray x;
        @Apply @Shape("N,32,32,64") Stage1 s1;
        @Apply @Shape("N,16,16,128") Stage2 s2;
        @GlobalAvgPool INDArray g;
        @Dense(units = 100) INDArray y;
      }
      @TensorModel class Stage1 {
        @Input @Shape("N,H,W,C") INDArray x;
        @Apply(with = "F=64,S=1") Cell a;
        @Apply(with = "F=64,S=1") Cell b;
      }
      @TensorModel class Stage2 {
        @Input @Shape("N,H,W,C") INDArray x;
        @Apply(with = "F=128,S=2") Cell a;
        @Apply(with = "F=128,S=1") Cell b;
      }
      @TensorModel class Cell {
        @Input @Shape("N,H,W,C") INDArray x;
        @Conv(filtersOf = "F", kernel = 3, strideOf = "S", pad = 1) INDArray y;
        @Activation(RELU) INDArray r;
      }
      """;

  static final String DECLARED =
      """
      @TensorModel class Net {
        @Input @Shape("N,64,64,16") INDArray x;
        @Apply(with = "F=32") Cell a;
        @Apply(with = "F=64") Cell b;
        @Conv(filters = 64, kernel = 3, padding = SAME) @Shape("N,64,64,64") INDArray c;
        @Add(from = {"b", "c"}) INDArray out;
      }
      @TensorModel class Cell {
        @Input @Shape("N,H,W,C") INDArray x;
        @Conv(kernel = 3, padding = SAME) @Shape("N,H,W,F") INDArray y;
        @Activation(RELU) INDArray r;
        @Conv(kernel = 1) @Shape("N,H,W,F") INDArray z;
      }
      """;

  static final String FUSE =
      """
      @TensorModel class Net {
        @Input @Shape("N,48,64,8") INDArray a;
        @Input @Shape("N,24,32,16") INDArray b;
        @Apply(from = {"a", "b"}) Fuse f;
        @Apply(from = {"f", "b"}) Fuse g;
        @Conv(filters = 8, kernel = 1) @Shape("N,48,64,8") INDArray y;
      }
      @TensorModel class Fuse {
        @Input @Shape("N,2*H,2*W,C") INDArray large;
        @Input @Shape("N,H,W,E") INDArray small;
        @Resize(from = "small", like = "large") INDArray up;
        @Concat(from = {"large", "up"}) INDArray both;
        @Conv(filtersOf = "C", kernel = 3, pad = 1) INDArray out;
      }
      """;

  private AppliedNetworks() {}
}
