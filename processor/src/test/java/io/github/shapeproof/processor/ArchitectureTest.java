package io.github.shapeproof.processor;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.List;

/** Keeps the processor's data flow one way, and the rooms that hold its rules pure. */
@AnalyzeClasses(
    packages = "io.github.shapeproof.processor",
    importOptions = ArchitectureTest.ProductOnly.class)
class ArchitectureTest {
  /**
   * The rooms in the order in which a model passes through them, and last who leads it; those of
   * one row may mix.
   */
  private static final List<String[]> FLOW =
      List.of(
          rooms("shape"),
          rooms("declaration", "diagnostic"),
          rooms("layer"),
          rooms("model"),
          rooms("fix", "plan"),
          rooms("writer", "report"),
          new String[] {"io.github.shapeproof.processor"});

  @ArchTest
  static final ArchRule rulesAreFreeOfTheCompiler =
      noClasses()
          .that()
          .resideInAnyPackage(
              rooms("shape", "layer", "model", "diagnostic", "fix", "plan", "report"))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "javax.lang.model..", "javax.annotation.processing..", "javax.tools..");

  @ArchTest
  static final ArchRule onlyTheWriterKnowsJavaPoet =
      noClasses()
          .that()
          .resideOutsideOfPackages(rooms("writer"))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.palantir.javapoet..");

  @ArchTest
  static final ArchRule nothingKnowsTheRuntime =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.nd4j..", "io.github.shapeproof.runtime..");

  @ArchTest
  static void noRoomKnowsALaterOne(JavaClasses classes) {
    for (int row = 0; row < FLOW.size() - 1; row++) {
      String[] later =
          FLOW.subList(row + 1, FLOW.size()).stream()
              .flatMap(Arrays::stream)
              .toArray(String[]::new);
      noClasses()
          .that()
          .resideInAnyPackage(FLOW.get(row))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(later)
          .allowEmptyShould(true)
          .check(classes);
    }
  }

  /** Whatever the build directory is called; {@code DoNotIncludeTests} knows the usual ones. */
  static final class ProductOnly implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("/test-classes/");
    }
  }

  private static String[] rooms(String... names) {
    return Arrays.stream(names)
        .map(name -> "io.github.shapeproof.processor." + name + "..")
        .toArray(String[]::new);
  }
}
