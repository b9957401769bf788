package io.diag.e2e;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.diag.e2e.harness.Artifacts;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Dependencies point one way, as the architecture says. */
class ArchitectureTest {
  /** Each module's classes and what they may use of ours besides themselves. */
  private static final Map<String, Set<String>> ALLOWED = new LinkedHashMap<>();

  private static final Map<String, String> MODULE_BY_PACKAGE = new LinkedHashMap<>();

  static {
    module("agent/wire", "io.diag.wire");
    module("agent/bootstrap", "io.diag.bootstrap");
    module("heap-analyzer/hprof", "io.diag.hprof");
    module("collector/diagnosis", "io.diag.diagnosis");
    module("agent/core", "io.diag.agent", "agent/wire", "heap-analyzer/hprof", "agent/bootstrap");
    module(
        "agent/cli",
        "io.diag.cli",
        "agent/core",
        "agent/wire",
        "heap-analyzer/hprof",
        "collector/diagnosis");
    module("agent/dist", "io.diag.launch"); // reaches what it carries by name only
    module("heap-analyzer/analysis", "io.diag.heap", "heap-analyzer/hprof");
    module(
        "collector/server",
        "io.diag.collector",
        "agent/wire",
        "collector/diagnosis",
        "heap-analyzer/analysis");
  }

  @Test
  void modulesUseOnlyWhatTheyMay() {
    Set<String> violations = new TreeSet<>();
    for (String module : ALLOWED.keySet()) {
      for (JavaClass type : classes(module)) {
        for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
          String target = moduleOf(dependency.getTargetClass().getPackageName());
          if (target != null && !target.equals(module) && !ALLOWED.get(module).contains(target)) {
            violations.add(module + " uses " + target + ": " + dependency.getDescription());
          }
        }
      }
    }
    assertThat(violations).isEmpty();
  }

  @Test
  void whatIsBoundToNothingOfOthersUsesTheJdkAlone() {
    Map<String, List<String>> foreign =
        Map.of(
            "agent/wire", List.of("com.fasterxml.jackson.core"),
            "agent/dist", List.of(),
            "agent/bootstrap", List.of(),
            "heap-analyzer/hprof", List.of(),
            "collector/diagnosis", List.of());
    foreign.forEach(
        (module, libraries) -> {
          for (JavaClass type : classes(module)) {
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
              String name = dependency.getTargetClass().getPackageName();
              assertThat(
                      name.isEmpty()
                          || name.startsWith("java.")
                          || name.startsWith("javax.")
                          || module.equals(moduleOf(name))
                          || libraries.stream().anyMatch(name::startsWith))
                  .as(dependency.getDescription())
                  .isTrue();
            }
          }
        });
  }

  /** What would touch the application's settings or set-up must not be used before its main. */
  @Test
  void theAgentKeepsAwayFromWhatBelongsToTheApplication() {
    for (JavaClass type : classes("agent/core")) {
      for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
        assertThat(dependency.getTargetClass().getName())
            .as(dependency.getDescription())
            .doesNotStartWith("java.util.logging")
            .doesNotStartWith("java.nio.file")
            .doesNotStartWith("java.net.http")
            .isNotEqualTo("java.net.HttpURLConnection")
            .isNotEqualTo("java.net.URL")
            .isNotEqualTo("java.lang.ThreadLocal");
      }
    }
  }

  @Test
  void packagesOfOneModuleHaveNoCycles() {
    for (String module : List.of("agent/cli", "collector/server")) {
      slices().matching("io.diag.(*)..").should().beFreeOfCycles().check(classes(module));
    }
  }

  @Test
  void namesSayWhatAThingIs() {
    for (String module : ALLOWED.keySet()) {
      for (JavaClass type : classes(module)) {
        assertThat(type.getSimpleName())
            .as(type.getName())
            .doesNotMatch(".*(Util|Utils|Manager|Helper|Impl|Base)");
      }
    }
  }

  private static void module(String folder, String packageName, String... uses) {
    ALLOWED.put(folder, Set.of(uses));
    MODULE_BY_PACKAGE.put(packageName, folder);
  }

  private static String moduleOf(String packageName) {
    for (Map.Entry<String, String> entry : MODULE_BY_PACKAGE.entrySet()) {
      if (packageName.equals(entry.getKey()) || packageName.startsWith(entry.getKey() + ".")) {
        return entry.getValue();
      }
    }
    return null;
  }

  private static JavaClasses classes(String module) {
    Path folder = Artifacts.repository().resolve(module).resolve("target/classes");
    assertThat(folder).isDirectory();
    return new ClassFileImporter()
        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
        .importPath(folder);
  }
}
