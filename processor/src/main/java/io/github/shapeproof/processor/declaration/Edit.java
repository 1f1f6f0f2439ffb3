package io.github.shapeproof.processor.declaration;

import io.github.shapeproof.annotation.Layout;
import java.util.ArrayList;
import java.util.List;

/**
 * A change of the user's source, as data: it can be made to a {@link ModelDeclaration} to see
 * whether it helps, and to the source text to offer it as a replacement.
 */
public sealed interface Edit {

  /** The model with this edit made. */
  ModelDeclaration apply(ModelDeclaration model);

  /** The model with all of these edits made, in their order. */
  static ModelDeclaration all(List<Edit> edits, ModelDeclaration model) {
    ModelDeclaration edited = model;
    for (Edit edit : edits) {
      edited = edit.apply(edited);
    }
    return edited;
  }

  /**
   * Edits another model of the same compilation, wherever it is applied. A help that does so has no
   * other edits.
   */
  record InApplied(AppliedModel model, List<Edit> edits) implements Edit {
    public InApplied {
      edits = List.copyOf(edits);
    }

    /** The other model with its edits made. */
    public ModelDeclaration edited() {
      return all(edits, model.declaration());
    }

    @Override
    public ModelDeclaration apply(ModelDeclaration applier) {
      return new EditedModel(edited(), false).in(applier);
    }
  }

  /** Writes one attribute of a field's operation, in place of what is there or anew. */
  record SetAttribute(String field, String attribute, Object value) implements Edit {
    @Override
    public ModelDeclaration apply(ModelDeclaration model) {
      return model.withField(
          field, f -> f.withLayer(f.layer().orElseThrow().with(attribute, value)));
    }
  }

  /** Leaves one attribute of a field's operation out. */
  record RemoveAttribute(String field, String attribute) implements Edit {
    @Override
    public ModelDeclaration apply(ModelDeclaration model) {
      return model.withField(field, f -> f.withLayer(f.layer().orElseThrow().without(attribute)));
    }
  }

  /** Puts another operation in the place of a field's own. */
  record ReplaceLayer(String field, LayerDeclaration layer) implements Edit {
    @Override
    public ModelDeclaration apply(ModelDeclaration model) {
      return model.withField(field, f -> f.withLayer(layer));
    }
  }

  /** Rewrites the text of a field's {@code @Shape}. */
  record SetShape(String field, String text) implements Edit {
    @Override
    public ModelDeclaration apply(ModelDeclaration model) {
      return model.withField(field, f -> f.withShape(text));
    }
  }

  /** Puts the channels elsewhere, in the whole model. */
  record SetLayout(Layout layout) implements Edit {
    @Override
    public ModelDeclaration apply(ModelDeclaration model) {
      return model.withLayout(layout);
    }
  }

  /** Gives the whole model so many spatial axes. */
  record SetAxes(int axes) implements Edit {
    @Override
    public ModelDeclaration apply(ModelDeclaration model) {
      return model.withAxes(axes);
    }
  }

  /** Adds a fact to {@code where}. */
  record AddFact(String fact) implements Edit {
    @Override
    public ModelDeclaration apply(ModelDeclaration model) {
      return model.withFact(fact);
    }
  }

  /** Rewrites one of the facts in {@code where}. */
  record SetFact(int index, String fact) implements Edit {
    @Override
    public ModelDeclaration apply(ModelDeclaration model) {
      return model.withFact(index, fact);
    }
  }

  /** Makes a field an output, whoever reads it. */
  record MarkOutput(String field) implements Edit {
    @Override
    public ModelDeclaration apply(ModelDeclaration model) {
      return model.withField(field, FieldDeclaration::asOutput);
    }
  }

  /** Declares a new tensor directly above a field. */
  record InsertField(String before, FieldDeclaration inserted) implements Edit {
    @Override
    public ModelDeclaration apply(ModelDeclaration model) {
      List<FieldDeclaration> fields = new ArrayList<>();
      for (FieldDeclaration field : model.fields()) {
        if (field.name().equals(before)) {
          fields.add(inserted);
        }
        fields.add(field);
      }
      return model.withFields(fields);
    }
  }
}
