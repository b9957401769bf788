package io.diag.agent.record;

import io.diag.agent.os.AgentThread;
import io.diag.agent.ship.ItemTap;
import io.diag.agent.ship.Spool;
import io.diag.wire.ItemKind;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Copies what the agent collects to a file for whoever asked on the command line: series and
 * events, a line each, the kind before it. One at a time, and none that outlives its deadline,
 * which a thread of its own watches meanwhile. Items come on any thread of the agent's; all else on
 * the launcher's.
 */
public final class Copies implements ItemTap {
  /** The longest, in minutes. */
  public static final int MAX_MINUTES = 240;

  /** The longest, and a little for getting there and back and for a last recording. */
  private static final int MAX_SECONDS = MAX_MINUTES * 60 + 120;

  private final List<File> folders;
  private String id;
  private RecordFile file;
  private long endNanos;

  /**
   * @param folders where the file may be, best first
   */
  public Copies(List<File> folders) {
    this.folders = folders;
  }

  /**
   * Begins.
   *
   * @param request {@code copy} is the id by which it will be stopped, {@code seconds} how long
   * @param abandoned called on a thread of its own when nobody has stopped it in time
   * @return {@code file}: where to open the copy, soon; or {@code error}
   */
  public synchronized Map<String, String> start(
      Map<String, String> request, Spool spool, Runnable abandoned) {
    if (file != null && System.nanoTime() - endNanos < 0) {
      return error("somebody else looks at this JVM for another " + secondsLeft() + " s");
    }
    int seconds = seconds(request.get("seconds"));
    if (seconds == 0 || request.get("copy") == null) {
      return error("this agent cannot copy that; use the diag.jar it came from");
    }
    end(spool);
    try {
      file = RecordFile.create(folders, "copy.jsonl");
    } catch (IOException refused) {
      return error("nothing can be copied: " + refused.getMessage());
    }
    id = request.get("copy");
    endNanos = System.nanoTime() + seconds * 1_000_000_000L;
    String mine = id;
    try {
      AgentThread.create("diag-copy", () -> awaitEnd(mine, spool, abandoned)).start();
    } catch (OutOfMemoryError noThread) {
      end(spool);
      return error("nothing can be copied: no thread is to be had");
    }
    spool.tap(this);
    return new LinkedHashMap<>(Collections.singletonMap("file", file.path().getPath()));
  }

  /** Ends it for whoever began it, and says so; for anybody else it does nothing. */
  public synchronized boolean stop(Map<String, String> request, Spool spool) {
    boolean theirs = id != null && id.equals(request.get("copy"));
    if (theirs) {
      end(spool);
    }
    return theirs;
  }

  /** Ends it, for nobody. */
  public synchronized void end(Spool spool) {
    spool.tap(null);
    if (file != null) {
      file.close();
      file = null;
    }
    id = null;
    notifyAll();
  }

  @Override
  public synchronized void take(ItemKind kind, byte[] body) {
    boolean wanted = kind == ItemKind.SERIES || kind == ItemKind.EVENT;
    if (file == null || !wanted || file.trouble() != null) {
      return;
    }
    try {
      ByteArrayOutputStream line = new ByteArrayOutputStream(body.length + 16);
      line.write((kind.label() + " ").getBytes(StandardCharsets.US_ASCII));
      line.write(body);
      line.write('\n');
      file.append(line.toByteArray());
    } catch (IOException full) {
      // who reads it sees that nothing comes any more
    }
  }

  private void awaitEnd(String mine, Spool spool, Runnable abandoned) {
    synchronized (this) {
      for (long left = millisLeft(); mine.equals(id) && left > 0; left = millisLeft()) {
        try {
          wait(left);
        } catch (InterruptedException notOurs) {
          // the deadline decides
        }
      }
      if (!mine.equals(id)) {
        return;
      }
      end(spool);
    }
    abandoned.run();
  }

  private long millisLeft() {
    return (endNanos - System.nanoTime()) / 1_000_000;
  }

  private long secondsLeft() {
    return Math.max(1, millisLeft() / 1_000);
  }

  private static int seconds(String text) {
    if (text == null || !text.matches("\\d{1,5}")) {
      return 0;
    }
    return Math.min(MAX_SECONDS, Integer.parseInt(text));
  }

  private static Map<String, String> error(String message) {
    return new LinkedHashMap<>(Collections.singletonMap("error", message));
  }
}
