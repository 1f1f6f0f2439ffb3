package io.github.shapeproof.processor.diagnostic;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.shapeproof.annotation.Conv;
import io.github.shapeproof.processor.declaration.Edit;
import io.github.shapeproof.processor.declaration.ModelDeclaration;
import io.github.shapeproof.processor.declaration.Site;
import io.github.shapeproof.processor.declaration.SourceText;
import io.github.shapeproof.processor.testing.Models;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A patch applies only where its lines are those of the file, byte by byte. */
class PatchTest {
  @ParameterizedTest
  @CsvSource({"UTF-8,Größe", "ISO-8859-1,Größe", "Shift_JIS,大きさ", "windows-1251,размер"})
  void aPatchIsInTheEncodingOfTheFile(String encoding, String comment, @TempDir Path folder)
      throws IOException {
    String source =
        """
        @TensorModel class Net {
          @Conv(kernel = 3) Object y; // %s
        }
        """
            .formatted(comment);
    Charset charset = Charset.forName(encoding);
    Path file = Files.writeString(folder.resolve("Net.java"), source, charset);
    ModelDeclaration model = Models.model().layer("y", Conv.class, "kernel", 3).declaration();
    Help help = new Help("", List.of(new Edit.SetAttribute("y", "kernel", 1)));
    Diagnostic error =
        new Diagnostic(Code.SP202, Site.MODEL, "", List.of(), List.of(), List.of(help));
    byte[] patch =
        Patch.of(
            List.of(new Reported(error, "", model, SourceText.of(file.toUri(), source, "Net"))));
    String text = new String(patch, charset);
    assertTrue(text.contains("-  @Conv(kernel = 3) Object y; // " + comment + "\n"), text);
    assertTrue(text.contains("+  @Conv(kernel = 1) Object y; // " + comment + "\n"), text);
  }
}
