package io.diag.agent.ship;

import io.diag.agent.config.CollectorAddress;
import io.diag.agent.os.AgentThread;
import io.diag.wire.Command;
import io.diag.wire.CommandList;
import io.diag.wire.CommandListCodec;
import io.diag.wire.CommandReport;
import io.diag.wire.CommandReportCodec;
import io.diag.wire.ItemKind;
import io.diag.wire.Wire;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongSupplier;

/**
 * Keeps one request for commands open at the collector.
 *
 * <p>No thread waits for its answer, for that thread would hold a direct buffer that shows among
 * the application's. Writing the request and reading the answer are done by a thread that ends with
 * it; in between {@link #step} asks the kernel whether bytes have come. The end of a connection
 * cannot be seen so, but then the sender's breaks as well: when that makes a new one the request is
 * made anew, and as long as it is in trouble nothing is asked.
 */
final class CommandPoller implements CommandLink {
  private static final int WAIT_SECONDS = 25;
  private static final int ANSWER_MILLIS = (WAIT_SECONDS + 10) * 1_000;

  /** A collector without commands may be replaced by one that has them. */
  private static final long UNKNOWN_NANOS = 600_000_000_000L;

  private static final long STOP_MILLIS = 200;

  /** What the one request is at. */
  private enum State {
    IDLE,
    AT_WORK,
    WAITING
  }

  private final KeptConnection kept;
  private final String path;
  private final String token;
  private final Spool spool;
  private final CollectorSender sender;
  private final Backoff backoff;
  private final LongSupplier nanoTime;
  private final Queue<HandedCommand> received = new ConcurrentLinkedQueue<>();
  private volatile State state = State.IDLE;
  private volatile long nextNanos;
  private volatile long askedNanos;
  private volatile int senderConnections;
  private volatile HttpConnection asked;
  private volatile boolean stopped;
  private volatile Thread thread;

  /**
   * @param token or null
   */
  CommandPoller(
      CollectorAddress address,
      String jvmId,
      String token,
      Spool spool,
      CollectorSender sender,
      Backoff backoff,
      LongSupplier nanoTime) {
    kept = new KeptConnection(address, ANSWER_MILLIS);
    path = Wire.commandsPath(jvmId) + "?wait=" + WAIT_SECONDS;
    this.token = token;
    this.spool = spool;
    this.sender = sender;
    this.backoff = backoff;
    this.nanoTime = nanoTime;
    nextNanos = nanoTime.getAsLong();
  }

  @Override
  public void step() {
    stopped = false;
    long now = nanoTime.getAsLong();
    if (state == State.WAITING) {
      if (isLost(now)) {
        kept.close();
        state = State.IDLE;
      } else if (hasAnswer()) {
        begin(this::readAndAsk);
      }
    } else if (state == State.IDLE && sender.trouble() == null && now - nextNanos >= 0) {
      begin(this::ask);
    }
  }

  @Override
  public List<HandedCommand> take() {
    List<HandedCommand> taken = new ArrayList<>();
    for (HandedCommand one = received.poll(); one != null; one = received.poll()) {
      taken.add(one);
    }
    return taken;
  }

  @Override
  public void report(CommandReport report) {
    spool.add(
        ItemKind.COMMAND,
        report.timeMillis(),
        Collections.emptyMap(),
        CommandReportCodec.write(report));
    sender.kick();
  }

  @Override
  public void stop() {
    stopped = true;
    kept.close();
    Thread working = thread;
    if (working != null) {
      try {
        working.join(STOP_MILLIS);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
    }
    state = State.IDLE;
  }

  private boolean isLost(long now) {
    return sender.trouble() != null
        || sender.connections() != senderConnections
        || now - askedNanos > ANSWER_MILLIS * 1_000_000L;
  }

  private boolean hasAnswer() {
    try {
      return asked.hasInput();
    } catch (IOException broken) {
      return true; // reading it will say so
    }
  }

  private void begin(Work work) {
    state = State.AT_WORK;
    try {
      thread = AgentThread.create("diag-commands", () -> run(work));
      thread.start();
    } catch (OutOfMemoryError noThread) {
      state = State.IDLE; // and asked anew later
      kept.close();
    }
  }

  /** Returns what the request is at after it. */
  private interface Work {
    State run() throws IOException;
  }

  /** The state comes last: with it the next piece of work may begin, on another thread. */
  private void run(Work work) {
    State next = State.IDLE;
    try {
      next = work.run();
    } catch (Throwable failure) {
      nextNanos = nanoTime.getAsLong() + backoff.nextMillis() * 1_000_000;
      kept.close();
    } finally {
      if (stopped) {
        kept.close();
      }
      thread = null;
      state = next;
    }
  }

  private State ask() throws IOException {
    senderConnections = sender.connections();
    boolean reused = kept.isOpen();
    try {
      request(kept.open());
    } catch (IOException broken) {
      kept.close();
      if (!reused || stopped) {
        throw broken;
      }
      request(kept.open()); // the server may close an idle connection
    }
    askedNanos = nanoTime.getAsLong();
    return State.WAITING;
  }

  private void request(HttpConnection connection) throws IOException {
    asked = connection;
    connection.request("GET", path, KeptConnection.headers(token), new byte[0]);
  }

  private State readAndAsk() throws IOException {
    HttpResponse response = asked.answer();
    if (!response.keepAlive()) {
      kept.close();
    }
    if (response.status() != 200) {
      RefusedException refused = new RefusedException(response.status(), response.text());
      if ((response.status() == 404 || response.status() == 405) && !refused.isUnknownJvm()) {
        nextNanos = nanoTime.getAsLong() + UNKNOWN_NANOS;
        return State.IDLE;
      }
      throw refused;
    }
    CommandList list = CommandListCodec.read(new ByteArrayInputStream(response.body()));
    backoff.reset();
    long now = nanoTime.getAsLong();
    for (Command command : list.commands()) {
      long leftMillis = command.deadlineMillis() - list.timeMillis();
      received.add(new HandedCommand(command, now + leftMillis * 1_000_000));
    }
    nextNanos = now;
    // with commands it is asked after the next step, when it is reported that they were taken
    return list.commands().isEmpty() && !stopped ? ask() : State.IDLE;
  }
}
