package io.github.shapeproof.processor.fix;

import io.github.shapeproof.processor.declaration.Edit;
import java.util.List;

/**
 * Edits that may help.
 *
 * @param topic what they change; of several helps on one topic only the best is shown
 * @param edits in the order to make them
 * @param cost how far they are from what the user wrote, and how odd the result would look; the
 *     smallest is tried first
 */
record Candidate(String topic, List<Edit> edits, double cost) {
  Candidate {
    edits = List.copyOf(edits);
  }
}
