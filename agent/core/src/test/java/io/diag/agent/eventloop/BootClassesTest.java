package io.diag.agent.eventloop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.lang.instrument.Instrumentation;
import java.net.JarURLConnection;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BootClassesTest {
  private static final Instrumentation JVM = OwnJvm.instrumentation();

  @Test
  void theBootLoaderHasThemAndNoOther() {
    List<String> found = new ArrayList<>();
    for (Class<?> type : JVM.getAllLoadedClasses()) {
      if (type.getName().startsWith(BootClasses.PACKAGE)) {
        assertThat(type.getClassLoader()).as(type.getName()).isNull();
        found.add(type.getName().substring(BootClasses.PACKAGE.length()));
      }
    }
    assertThat(found).containsExactlyInAnyOrder(BootClasses.NAMES);
  }

  @Test
  void everyClassOfTheModuleIsPutThere() throws Exception {
    assertThat(ofModule())
        .filteredOn(name -> !name.equals("package-info"))
        .containsExactlyInAnyOrder(BootClasses.NAMES);
  }

  @Test
  void puttingThemAgainChangesNothing() throws Exception {
    Class<?> before = Class.forName(BootClasses.PACKAGE + "LoopWaits", false, null);
    assertThat(BootClasses.put(JVM)).isNull();
    assertThat(Class.forName(BootClasses.PACKAGE + "LoopWaits", false, null)).isSameAs(before);
  }

  /** From a folder in a build that ends with its tests, else from a jar. */
  private static List<String> ofModule() throws Exception {
    String folder = BootClasses.PACKAGE.replace('.', '/');
    URL one = BootClassesTest.class.getClassLoader().getResource(folder + "LoopWaits.class");
    Stream<String> names;
    if (one.getProtocol().equals("file")) {
      names = Stream.of(new File(one.toURI()).getParentFile().list());
    } else {
      try (JarFile jar = ((JarURLConnection) one.openConnection()).getJarFile()) {
        names =
            jar.stream()
                .map(JarEntry::getName)
                .filter(name -> name.startsWith(folder))
                .map(name -> name.substring(folder.length()))
                .toList()
                .stream();
      }
    }
    return names
        .filter(name -> name.endsWith(".class"))
        .map(name -> name.substring(0, name.length() - ".class".length()))
        .toList();
  }
}
