package io.diag.collector.command;

import io.diag.collector.api.ProblemException;
import io.diag.collector.query.JvmState;
import io.diag.collector.store.CommandRecord;
import io.diag.collector.store.CommandState;
import io.diag.collector.store.CommandStore;
import io.diag.collector.store.Jvm;
import io.diag.wire.Command;
import io.diag.wire.CommandList;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * Gives commands to JVMs. One is handed out until its agent has reported on it, so an answer that
 * was lost does no harm; agents ignore those they know. Any thread.
 */
public final class CommandBoard implements AutoCloseable {
  private static final int MAX_OPEN = 16;
  private static final int MAX_WAITING_AGENTS = 10_000;

  /** Before one that was handed out is handed out again: its report is most likely under way. */
  private static final long AGAIN_MILLIS = 5_000;

  private static final int MAX_REMEMBERED = 10_000;

  private final CommandStore store;
  private final Clock clock;
  private final PollWaiters waiters = new PollWaiters(MAX_WAITING_AGENTS);

  /** When each was handed out last. Lost with a restart, which only hands it out once more. */
  private final Map<String, Long> handedOut =
      Collections.synchronizedMap(
          new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
              return size() > MAX_REMEMBERED;
            }
          });

  public CommandBoard(CommandStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /**
   * Adds a command. Blocks until it is stored.
   *
   * @param body JSON with {@code kind}, {@code arguments} and {@code deadlineSeconds}
   * @throws ProblemException if it is none, or cannot be given to this JVM now
   */
  public CommandRecord add(Jvm jvm, byte[] body) {
    CommandDraft draft = CommandDraft.read(body);
    long now = clock.millis();
    JvmState state = JvmState.of(jvm, now);
    if (state == JvmState.ENDED || state == JvmState.DETACHED) {
      throw new ProblemException(
          409,
          "jvm-gone",
          "JVM not there",
          "This JVM is " + state.label() + "; commands go to JVMs whose agent is on.");
    }
    CommandRecord command =
        CommandRecord.waiting(
            UUID.randomUUID().toString(),
            jvm.id(),
            draft.kind().label(),
            draft.arguments(),
            now,
            now + draft.deadlineSeconds() * 1_000);
    synchronized (this) {
      long open =
          store.ofJvm(jvm.id()).stream().filter(one -> one.at(now).state().isOpen()).count();
      if (open >= MAX_OPEN) {
        throw new ProblemException(
            429,
            "too-many-commands",
            "Too many commands",
            "This JVM has " + open + " open commands; wait for one to end, or cancel one.");
      }
      store.add(command);
    }
    waiters.wake(jvm.id());
    return command;
  }

  /** Asks that it be given up; blocks until that is stored. */
  public void cancel(CommandRecord command) {
    store.cancel(command.id());
    handedOut.remove(command.id());
    waiters.wake(command.jvmId());
  }

  /** What the agent of this JVM is to do, and not told of in the last seconds. */
  public CommandList handOut(String jvmId) {
    long now = clock.millis();
    List<Command> commands = new ArrayList<>();
    for (CommandRecord command : unanswered(jvmId, now)) {
      if (isDue(command.id(), now)) {
        handedOut.put(command.id(), now);
        commands.add(
            0, // the oldest first
            new Command(
                command.id(),
                command.kind(),
                CommandDraft.arguments(command.arguments()),
                command.deadlineMillis(),
                command.isToBeEnded()));
      }
    }
    return new CommandList(now, commands);
  }

  /**
   * Runs the answer once there is something to hand out, at the latest after the given time.
   *
   * @throws ProblemException if too many agents wait
   */
  public CompletableFuture<Void> await(String jvmId, long millis, Runnable answer) {
    boolean handedOutBefore = !unanswered(jvmId, clock.millis()).isEmpty();
    CompletableFuture<Void> done =
        waiters.await(jvmId, handedOutBefore ? Math.min(millis, AGAIN_MILLIS) : millis, answer);
    long now = clock.millis();
    if (unanswered(jvmId, now).stream().anyMatch(command -> isDue(command.id(), now))) {
      waiters.wake(jvmId); // it came between the question and the wait
    }
    return done;
  }

  /** Answers every agent that waits. */
  @Override
  public void close() {
    waiters.close();
  }

  /** What the agent has not reported on as it should, the newest first. */
  private List<CommandRecord> unanswered(String jvmId, long now) {
    return store.ofJvm(jvmId).stream()
        .map(command -> command.at(now))
        .filter(command -> command.state() == CommandState.WAITING || command.isToBeEnded())
        .toList();
  }

  private boolean isDue(String id, long now) {
    Long last = handedOut.get(id);
    return last == null || Math.abs(now - last) >= AGAIN_MILLIS;
  }
}
