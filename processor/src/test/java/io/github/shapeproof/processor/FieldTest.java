package io.github.shapeproof.processor;

import io.github.shapeproof.processor.testing.CompilerKind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The mistakes of {@code docs/proofs.md} that other systems let pass, the correct models that they
 * refuse, and failures that users reported, with their numbers.
 */
class FieldTest {

  @ParameterizedTest
  @EnumSource
  void convolutionGets16ChannelsAndWants32(CompilerKind compiler) {
    compiler.check(
        """
        @TensorModel
        class Net {
          @Input @Shape("N,H,W,16") INDArray x;
          @Conv(in = /*^*/32, filters = 8, kernel = 3) INDArray y; // SP204 16
        }
        """);
  }

  @ParameterizedTest
  @EnumSource
  void concatenates65With64(CompilerKind compiler) {
    compiler.check(
        """
        @TensorModel
        class Net {
          @Input @Shape("N,65,65,8") INDArray a;
          @Input @Shape("N,64,64,8") INDArray b;
          @Concat(from = {"a", /*^*/"b"}) INDArray y; // SP202 65
        }
        """);
  }

  @ParameterizedTest
  @EnumSource
  void concatenatesHalvedAndDoubledWithItself(CompilerKind compiler) {
    compiler.check(
        """
        @TensorModel
        class Net {
          @Input @Shape("N,H,W,8") INDArray x;
          @MaxPool(kernel = 2) INDArray half;
          @Resize(scale = 2) INDArray again;
          @Concat(from = {"x", /*^*/"again"}) INDArray y; // SP202 2*(H/2)
        }
        """);
  }

  @ParameterizedTest
  @EnumSource
  void unetOfDepth5AtAnySize(CompilerKind compiler) {
    compiler.check(
        unet("", 5, "H,W", "", 4, "// SP202 where = {\"H % 32 == 0\", \"W % 32 == 0\"}"));
  }

  @ParameterizedTest
  @EnumSource
  void unetOfDepth5AtAnySizeIsToldTheMultiple(CompilerKind compiler) {
    compiler.check(unet("", 5, "H,32", "", 4, "// SP202 H % 32 == 0"));
  }

  @ParameterizedTest
  @EnumSource
  void unetOfDepth5AtMultiplesOf32(CompilerKind compiler) {
    compiler.check(unet("where = {\"H % 32 == 0\", \"W % 32 == 0\"}", 5, "H,W", "", 0, ""));
  }

  @ParameterizedTest
  @EnumSource
  void unetThatPadsToMultiplesOf32(CompilerKind compiler) {
    compiler.check(unet("", 5, "H,W", "@Pad(multipleOf = 32)", 0, ""));
  }

  @ParameterizedTest
  @EnumSource
  void unetOfDepth4At1364By659(CompilerKind compiler) {
    compiler.check(unet("", 4, "1364,659", "", 2, "// SP202 340"));
  }

  @ParameterizedTest
  @EnumSource
  void unetOfDepth1At43By79(CompilerKind compiler) {
    compiler.check(unet("", 1, "43,79", "", 0, "// SP202 42"));
  }

  @ParameterizedTest
  @EnumSource
  void unetOfDepth4At700(CompilerKind compiler) {
    compiler.check(unet("", 4, "700,700", "", 3, "// SP202 86"));
    compiler.check(unet("", 4, "400,800", "", 0, ""));
  }

  @ParameterizedTest
  @EnumSource
  void lossAfterAnUnpaddedConvolution(CompilerKind compiler) {
    compiler.check(
        """
        @TensorModel
        class Net {
          @Input @Shape("N,128,128,1") INDArray x;
          @Input @Shape("N,128,128,1") INDArray labels;
          @Conv(from = "x", filters = 1, kernel = 3) INDArray y;
          @Loss(value = MEAN_SQUARED_ERROR, target = /*^*/"labels") INDArray loss; // SP207 126
        }
        """);
  }

  @ParameterizedTest
  @EnumSource
  void kernel7On4By4(CompilerKind compiler) {
    compiler.check(
        """
        @TensorModel
        class Net {
          @Input @Shape("N,4,4,8") INDArray x;
          @Conv(filters = 8, kernel = /*^*/7) INDArray y; // SP301 7
        }
        """);
  }

  @ParameterizedTest
  @EnumSource
  void groups4On6Channels(CompilerKind compiler) {
    compiler.check(
        """
        @TensorModel
        class Net {
          @Input @Shape("N,H,W,6") INDArray x;
          @Conv(filters = 8, kernel = 1, groups = /*^*/4) INDArray y; // SP302 6
        }
        """);
  }

  @ParameterizedTest
  @EnumSource
  void poolOf3By2InCeilModeHalves112(CompilerKind compiler) {
    compiler.check(
        """
        @TensorModel
        class Net {
          @Input @Shape("N,112,112,8") INDArray x;
          @MaxPool(kernel = 3, stride = 2, ceilMode = true) @Shape("N,56,56,8") INDArray y;
        }
        """);
  }

  @ParameterizedTest
  @EnumSource
  void outputPaddingAsLargeAsTheStride(CompilerKind compiler) {
    compiler.check(
        """
        @TensorModel
        class Net {
          @Input @Shape("N,H,W,8") INDArray x;
          @Deconv(filters = 8, kernel = 3, stride = 2, outputPadding = /*^*/2) INDArray y; // SP303 2
        }
        """);
  }

  @ParameterizedTest
  @EnumSource
  void subtracts8From8By1(CompilerKind compiler) {
    compiler.check(
        """
        @TensorModel
        class Net {
          @Input @Shape("8,1") INDArray x;
          @Input @Shape("8") INDArray labels;
          @Subtract(from = {"x", /*^*/"labels"}) INDArray y; // SP206 8,8
        }
        """);
  }

  /** A U-Net, of which the skip connection at one level carries the expectation. */
  private static String unet(
      String model, int depth, String size, String pad, int at, String expected) {
    StringBuilder source = new StringBuilder("@TensorModel(" + model + ")\nclass Net {\n");
    field(source, "@Input @Shape(\"N," + size + ",3\")", "image");
    if (!pad.isEmpty()) {
      field(source, pad, "padded");
    }
    for (int level = 0; level < depth; level++) {
      field(source, "@Conv(filters = 8, kernel = 3, padding = SAME)", "down" + level);
      field(source, "@MaxPool(kernel = 2)", "pooled" + level);
    }
    for (int level = depth - 1; level >= 0; level--) {
      field(source, "@Deconv(filters = 8, kernel = 2, stride = 2)", "up" + level);
      String mark = level == at && !expected.isEmpty() ? "/*^*/" : "";
      field(
          source,
          "@Concat(from = {\"up%d\", %s\"down%d\"})".formatted(level, mark, level),
          "joined" + level);
      if (!mark.isEmpty()) {
        source.setLength(source.length() - 1);
        source.append(' ').append(expected).append('\n');
      }
    }
    if (!pad.isEmpty()) {
      field(source, "@Crop(like = \"image\")", "cropped");
    }
    return source.append("}\n").toString();
  }

  private static void field(StringBuilder source, String annotation, String name) {
    source.append("  ").append(annotation).append(" INDArray ").append(name).append(";\n");
  }
}
