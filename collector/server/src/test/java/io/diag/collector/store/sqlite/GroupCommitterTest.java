package io.diag.collector.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diag.collector.store.LimitException;
import io.diag.collector.store.StoreException;
import io.diag.collector.store.StoreFullException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GroupCommitterTest {
  @TempDir private Path directory;
  private SqliteFile file;
  private GroupCommitter committer;

  @BeforeEach
  void open() throws Exception {
    file = new SqliteFile(directory.resolve("test.db"), new String[] {"CREATE TABLE t (v BLOB)"});
    committer = new GroupCommitter(() -> {});
  }

  @AfterEach
  void close() throws Exception {
    committer.close();
    file.close();
  }

  @Test
  void anItemThatFailsIsUndoneAloneAndTheOthersOfItsGroupStay() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    List<CompletableFuture<?>> all = new ArrayList<>();
    all.add(async(target -> awaited(go)));
    for (int i = 0; i < 20; i++) {
      int n = i;
      all.add(
          async(
              target -> {
                target.execute("INSERT INTO t VALUES (" + n + ")");
                if (n % 2 == 1) {
                  throw new LimitException("odd");
                }
                return true;
              }));
    }
    go.countDown();
    int failed = 0;
    for (CompletableFuture<?> each : all) {
      failed += each.handle((result, failure) -> failure == null ? 0 : 1).join();
    }
    assertThat(failed).isEqualTo(10);
    assertThat(rows()).isEqualTo(10);
  }

  @Test
  void whoIsToldOfAFailureSeesNothingOfTheItem() throws Exception {
    for (int i = 0; i < 500; i++) {
      assertThatThrownBy(
              () ->
                  committer.write(
                      () -> file,
                      target -> {
                        target.execute("INSERT INTO t VALUES (1)");
                        throw new LimitException("always");
                      }))
          .isInstanceOf(LimitException.class);
      assertThat(rows()).isZero();
    }
  }

  @Test
  void aFullDiskIsToldAndWritingGoesOnOnceThereIsRoom() throws Exception {
    file.execute("PRAGMA max_page_count=10");
    assertThatThrownBy(() -> insert(200_000)).isInstanceOf(StoreFullException.class);
    assertThat(rows()).isZero();
    file.execute("PRAGMA max_page_count=100000");
    insert(200_000);
    assertThat(rows()).isEqualTo(1);
  }

  @Test
  void nothingIsTakenAfterClosing() {
    committer.close();
    assertThatThrownBy(() -> insert(1)).isInstanceOf(StoreException.class);
  }

  private CompletableFuture<Boolean> async(GroupCommitter.Work<SqliteFile, Boolean> work) {
    return CompletableFuture.supplyAsync(
        () -> committer.write(() -> file, work),
        task -> {
          Thread thread = new Thread(task);
          thread.start();
        });
  }

  private static boolean awaited(CountDownLatch latch) {
    try {
      latch.await();
      return true;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void insert(int bytes) {
    committer.write(
        () -> file,
        target -> {
          target.execute("INSERT INTO t VALUES (zeroblob(" + bytes + "))");
          return true;
        });
  }

  private int rows() throws SQLException {
    try (Statement statement = file.connection().createStatement();
        ResultSet rows = statement.executeQuery("SELECT count(*) FROM t")) {
      return rows.getInt(1);
    }
  }
}
