package io.github.shapeproof.processor.diagnostic;

import io.github.shapeproof.processor.declaration.Edit;
import java.util.List;

/**
 * A way out that has been tried: the model with these edits made has been checked and the fault was
 * gone.
 *
 * @param text what to do, one line
 * @param edits the same for a machine, in the order to apply them
 */
public record Help(String text, List<Edit> edits) {
  public Help {
    edits = List.copyOf(edits);
  }
}
