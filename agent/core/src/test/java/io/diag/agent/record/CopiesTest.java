package io.diag.agent.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.diag.agent.ship.Spool;
import io.diag.agent.ship.Spools;
import io.diag.wire.ItemKind;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CopiesTest {
  @TempDir private Path folder;

  @Test
  void seriesAndEventsAreCopiedLineByLineUntilItIsStopped() throws IOException {
    Spool spool = Spools.keepingNothing();
    Copies copies = new Copies(List.of(folder.toFile()));
    File file = new File(copies.start(request("a", "60"), spool, CopiesTest::nothing).get("file"));
    add(spool, ItemKind.SERIES, "{\"one\":1}");
    add(spool, ItemKind.PROFILE, "not a line");
    add(spool, ItemKind.EVENT, "{\"two\":2}");
    assertThat(Files.readAllLines(file.toPath()))
        .containsExactly("series {\"one\":1}", "event {\"two\":2}");
    assertThat(copies.stop(request("a", "1"), spool)).isTrue();
    add(spool, ItemKind.SERIES, "{\"late\":3}");
    assertThat(folder).isEmptyDirectory();
    assertThat(spool.size()).isZero();
    assertThat(spool.dropped()).isZero();
  }

  @Test
  void whoeverComesSecondIsToldHowLongToWaitAndCannotEndTheFirst() {
    Spool spool = Spools.keepingNothing();
    Copies copies = new Copies(List.of(folder.toFile()));
    copies.start(request("a", "60"), spool, CopiesTest::nothing);
    assertThat(copies.start(request("b", "60"), spool, CopiesTest::nothing).get("error"))
        .matches("somebody else looks at this JVM for another (59|60) s");
    assertThat(copies.stop(request("b", "1"), spool)).isFalse();
    assertThat(folder).isNotEmptyDirectory();
    copies.end(spool);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void oneThatNobodyCameForEndsByItselfAndTakesItsAgentAlong() throws InterruptedException {
    Spool spool = Spools.keepingNothing();
    Copies copies = new Copies(List.of(folder.toFile()));
    CountDownLatch abandoned = new CountDownLatch(1);
    copies.start(request("a", "1"), spool, abandoned::countDown);
    assertThat(abandoned.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(folder).isEmptyDirectory();
    add(spool, ItemKind.SERIES, "{\"late\":3}");
    assertThat(copies.start(request("b", "60"), spool, abandoned::countDown)).containsKey("file");
    copies.end(spool);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aFolderThatTakesNothingIsSaid() {
    Copies copies = new Copies(List.of(new File("/proc")));
    assertThat(
            copies
                .start(request("a", "60"), Spools.keepingNothing(), CopiesTest::nothing)
                .get("error"))
        .startsWith("nothing can be copied: ");
    assertThat(
            copies
                .start(request("a", "soon"), Spools.keepingNothing(), CopiesTest::nothing)
                .get("error"))
        .contains("use the diag.jar it came from");
  }

  private static void nothing() {
    // these agents stay
  }

  private static void add(Spool spool, ItemKind kind, String body) {
    spool.add(kind, 1, Collections.emptyMap(), body.getBytes(StandardCharsets.UTF_8));
  }

  private static Map<String, String> request(String id, String seconds) {
    return Map.of("copy", id, "seconds", seconds);
  }
}
