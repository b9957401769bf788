package io.diag.collector.api;

import io.diag.collector.command.CommandBoard;
import io.diag.collector.live.NoticeKind;
import io.diag.collector.live.Notices;
import io.diag.collector.store.CommandRecord;
import io.diag.collector.store.Jvm;
import io.diag.collector.store.Store;
import io.diag.wire.CommandList;
import io.diag.wire.CommandListCodec;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/**
 * Commands at both ends: given and watched through the API, fetched by agents over the wire. Any
 * thread; blocks but for an agent that waits.
 */
final class CommandEndpoints {
  private static final int MAX_BODY_BYTES = 64 << 10;

  /** Below the 30 s after which connections without traffic are closed. */
  private static final int MAX_WAIT_SECONDS = 25;

  private final Store store;
  private final CommandBoard board;
  private final Notices notices;
  private final Clock clock;

  CommandEndpoints(Store store, CommandBoard board, Notices notices, Clock clock) {
    this.store = store;
    this.board = board;
    this.notices = notices;
    this.clock = clock;
  }

  void add(Context ctx) {
    CommandRecord command = board.add(known(ctx), body(ctx));
    notices.publish(NoticeKind.COMMAND, command.jvmId());
    ctx.status(202);
    json(ctx, JsonWriter.value(CommandView.of(command, null, clock.millis())));
  }

  void ofJvm(Context ctx) {
    long now = clock.millis();
    List<CommandView> commands =
        store.commands().ofJvm(known(ctx).id()).stream()
            .map(command -> CommandView.of(command, null, now))
            .toList();
    json(ctx, JsonWriter.value(Map.of("commands", commands)));
  }

  void one(Context ctx) {
    show(ctx, command(ctx).id());
  }

  void cancel(Context ctx) {
    CommandRecord command = command(ctx);
    board.cancel(command);
    notices.publish(NoticeKind.COMMAND, command.jvmId());
    show(ctx, command.id());
  }

  /** What an agent asks; it is answered at once when there is something to do. */
  void poll(Context ctx) {
    String id = known(ctx).id();
    long waitMillis = waitSeconds(ctx) * 1_000L;
    CommandList now = board.handOut(id);
    if (!now.commands().isEmpty() || waitMillis == 0) {
      json(ctx, CommandListCodec.write(now));
    } else {
      ctx.future(
          () ->
              board.await(
                  id, waitMillis, () -> json(ctx, CommandListCodec.write(board.handOut(id)))));
    }
  }

  private void show(Context ctx, String id) {
    CommandRecord command = command(id);
    String result = store.commands().result(id).orElse(null);
    json(ctx, JsonWriter.value(CommandView.of(command, result, clock.millis())));
  }

  private Jvm known(Context ctx) {
    return store
        .jvm(ctx.pathParam("id"))
        .orElseThrow(
            () ->
                new ProblemException(
                    404,
                    "unknown-jvm",
                    "Unknown JVM",
                    "No JVM has this id; /api/v1/jvms lists those that are known."));
  }

  private CommandRecord command(Context ctx) {
    return command(ctx.pathParam("command"));
  }

  private CommandRecord command(String id) {
    return store
        .commands()
        .command(id)
        .orElseThrow(
            () ->
                new ProblemException(
                    404,
                    "no-such-command",
                    "Unknown command",
                    "No command has this id; of each JVM the last 50 are kept."));
  }

  private static int waitSeconds(Context ctx) {
    String text = ctx.queryParam("wait");
    try {
      int seconds = text == null ? 0 : Integer.parseInt(text);
      if (seconds >= 0) {
        return Math.min(seconds, MAX_WAIT_SECONDS);
      }
    } catch (NumberFormatException notANumber) {
      throw RangeParameters.bad("wait", text, "a number of seconds");
    }
    throw RangeParameters.bad("wait", text, "a number of seconds");
  }

  private static byte[] body(Context ctx) {
    try {
      byte[] body = ctx.bodyInputStream().readNBytes(MAX_BODY_BYTES + 1);
      if (body.length <= MAX_BODY_BYTES) {
        return body;
      }
    } catch (IOException broken) {
      throw new ProblemException(
          400, "truncated", "Body cut off", "The body ended early; send the command again.");
    }
    throw new ProblemException(
        413, "too-large", "Too large", "A command has at most " + MAX_BODY_BYTES + " bytes.");
  }

  private static void json(Context ctx, byte[] body) {
    ctx.contentType("application/json").header("Cache-Control", "no-store").result(body);
  }
}
