package io.diag.collector.api;

import io.diag.collector.query.CallTree;
import io.diag.collector.query.CollapsedStacks;
import io.diag.collector.query.FrameDetail;
import io.diag.collector.query.NodeSums;
import io.diag.collector.query.Profile;
import io.diag.collector.query.ProfileNotes;
import io.diag.collector.query.ThreadFilter;
import io.diag.collector.query.ThreadGroups;
import io.diag.collector.query.Watchers;
import io.diag.collector.store.Blobs;
import io.diag.collector.store.Frame;
import io.diag.collector.store.Jvm;
import io.diag.collector.store.ProfileEvent;
import io.diag.collector.store.ProfileSelection;
import io.diag.collector.store.Store;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToLongFunction;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Profiles of one JVM and differences between two. Any thread; blocks. */
final class ProfileEndpoints {
  private static final String COLLAPSED = "collapsed";

  private static final String JFR = "jfr";

  private final Store store;
  private final Blobs blobs;
  private final Watchers watchers;
  private final Clock clock;
  private final QuerySlots slots;

  ProfileEndpoints(Store store, Blobs blobs, Watchers watchers, Clock clock, QuerySlots slots) {
    this.store = store;
    this.blobs = blobs;
    this.watchers = watchers;
    this.clock = clock;
    this.slots = slots;
  }

  void profile(Context ctx) {
    Jvm jvm = KnownJvms.require(store, ctx.pathParam("id"));
    RangeParameters range = RangeParameters.of(ctx::queryParam, clock);
    ProfileEvent event = event(ctx);
    String format = oneOf(ctx, "format", List.of("json", COLLAPSED, JFR));
    ProfileSelection selection = selection(ctx, jvm.id(), event, range, groups(ctx));
    watchers.looked(jvm.id());
    if (format.equals(JFR)) {
      raw(ctx, jvm.id(), range);
      return;
    }
    if (format.equals(COLLAPSED)) {
      text(
          ctx,
          slots.with(
              () -> {
                Profile profile = read(selection, new CallTree(), CollapsedStacks::plain);
                return CollapsedStacks.text(profile.tree(), column(event, profile.sums()));
              }));
      return;
    }
    json(
        ctx,
        slots.with(
            () -> {
              Profile profile = read(selection, new CallTree(), UnaryOperator.identity());
              List<String> notes = ProfileNotes.of(profile, jvm.hello().jdk());
              return ProfileJson.profile(range, profile, notes);
            }));
  }

  void difference(Context ctx) {
    Jvm jvm = KnownJvms.require(store, ctx.pathParam("id"));
    RangeParameters range = RangeParameters.of(ctx::queryParam, clock);
    ProfileEvent event = event(ctx);
    String format = oneOf(ctx, "format", List.of("json", COLLAPSED));
    String baseId = ctx.queryParam("baseJvm");
    Jvm base = baseId == null ? jvm : KnownJvms.require(store, baseId);
    RangeParameters baseRange = range.base(ctx::queryParam, !base.id().equals(jvm.id()));
    UnaryOperator<String> groups = groups(ctx);
    ProfileSelection selection = selection(ctx, jvm.id(), event, range, groups);
    ProfileSelection baseSelection = selection(ctx, base.id(), event, baseRange, groups);
    watchers.looked(jvm.id());
    if (format.equals(COLLAPSED)) {
      text(
          ctx,
          slots.with(
              () -> {
                CallTree tree = new CallTree();
                Profile before = read(baseSelection, tree, CollapsedStacks::plain);
                Profile after = read(selection, tree, CollapsedStacks::plain);
                return CollapsedStacks.text(
                    tree, column(event, before.sums()), column(event, after.sums()));
              }));
      return;
    }
    json(
        ctx,
        slots.with(
            () -> {
              CallTree tree = new CallTree();
              Profile before = read(baseSelection, tree, UnaryOperator.identity());
              Profile after = read(selection, tree, UnaryOperator.identity());
              List<String> notes = ProfileNotes.of(after, jvm.hello().jdk());
              return ProfileJson.difference(
                  range, after, notes, new ProfileJson.Compared(base.id(), baseRange, before));
            }));
  }

  /** Stacks are kept without lines, so this looks into the chunks that are kept as they came. */
  void frame(Context ctx) {
    Jvm jvm = KnownJvms.require(store, ctx.pathParam("id"));
    RangeParameters range = RangeParameters.of(ctx::queryParam, clock);
    // Which threads a frame was in is told beside its lines.
    ProfileSelection selection = selection(ctx, jvm.id(), event(ctx), range, null);
    String frame = ctx.queryParam("frame");
    if (frame == null || frame.isEmpty()) {
      throw RangeParameters.bad("frame", frame, "the name of a frame, as the profile has it");
    }
    List<Blobs.Chunk> chunks = kept(jvm.id(), range);
    json(
        ctx,
        slots.with(
            () -> {
              FrameDetail detail = FrameDetail.read(store, blobs, chunks, selection, frame);
              if (!detail.found()) {
                throw noRaw();
              }
              return FrameJson.detail(detail);
            }));
  }

  /** The chunks hold all that was sampled, so neither event nor thread matters here. */
  private void raw(Context ctx, String jvmId, RangeParameters range) {
    List<Blobs.Chunk> chunks = kept(jvmId, range);
    ctx.contentType("application/octet-stream")
        .header("Cache-Control", "no-store")
        .header("Content-Disposition", "attachment; filename=\"" + jvmId + ".jfr\"")
        .result(blobs.read(chunks));
  }

  /**
   * @throws ProblemException if nothing of the range is kept
   */
  private List<Blobs.Chunk> kept(String jvmId, RangeParameters range) {
    List<Blobs.Chunk> chunks = blobs.find(jvmId, range.from(), range.to());
    if (chunks.isEmpty()) {
      throw noRaw();
    }
    return chunks;
  }

  private static ProblemException noRaw() {
    return new ProblemException(
        404,
        "no-raw",
        "No raw recording",
        "Recordings are kept as they came for a day at most and as far as there is room, and"
            + " there is none of this range; the same samples are there as json or collapsed.");
  }

  private Profile read(ProfileSelection selection, CallTree tree, UnaryOperator<Frame> naming) {
    return Profile.read(store, selection, tree, naming);
  }

  /** Samples of CPU, as flame graph tools expect; of all else what they weigh. */
  private static IntToLongFunction column(ProfileEvent event, NodeSums sums) {
    return event == ProfileEvent.CPU ? sums::samples : sums::value;
  }

  private static ProfileSelection selection(
      Context ctx,
      String jvmId,
      ProfileEvent event,
      RangeParameters range,
      UnaryOperator<String> groups) {
    Predicate<String> thread = ThreadFilter.of(ctx.queryParam("thread"));
    return new ProfileSelection(jvmId, event, range.from(), range.to(), thread, groups);
  }

  /** Null where stacks begin with their code. */
  private static UnaryOperator<String> groups(Context ctx) {
    boolean byThread = oneOf(ctx, "by", List.of("stack", "thread")).equals("thread");
    return byThread ? new ThreadGroups() : null;
  }

  private static ProfileEvent event(Context ctx) {
    List<String> labels = Arrays.stream(ProfileEvent.values()).map(ProfileEvent::label).toList();
    return ProfileEvent.ofLabel(oneOf(ctx, "event", labels));
  }

  /** The first of the accepted values is the default. */
  private static String oneOf(Context ctx, String name, List<String> accepted) {
    String value = ctx.queryParam(name);
    if (value == null) {
      return accepted.get(0);
    }
    if (!accepted.contains(value)) {
      throw RangeParameters.bad(name, value, String.join(" or ", accepted));
    }
    return value;
  }

  private static void text(Context ctx, String lines) {
    ctx.contentType("text/plain; charset=utf-8")
        .header("Cache-Control", "no-store")
        .result(lines.getBytes(StandardCharsets.UTF_8));
  }

  private static void json(Context ctx, byte[] body) {
    ctx.contentType("application/json").header("Cache-Control", "no-store").result(body);
  }
}
