package io.diag.collector.finding;

import com.fasterxml.jackson.databind.JsonNode;
import io.diag.collector.query.CallTree;
import io.diag.collector.query.Profile;
import io.diag.collector.store.ClaimCodec;
import io.diag.collector.store.Frame;
import io.diag.collector.store.FrameType;
import io.diag.collector.store.Jvm;
import io.diag.collector.store.ProfileEvent;
import io.diag.collector.store.ProfileSelection;
import io.diag.collector.store.Store;
import io.diag.diagnosis.GrowthOrigin;
import io.diag.diagnosis.MemoryHolders;
import io.diag.diagnosis.code.GrowingMemory;
import io.diag.diagnosis.code.HeaviestMethod;
import io.diag.diagnosis.code.KeptClasses;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/** What a JVM recorded of memory that grows, read from the store. One thread at a time. */
final class GrowthRecording {
  private final Store store;
  private final Jvm jvm;
  private final GrowingMemory what;

  GrowthRecording(Store store, Jvm jvm, GrowingMemory what) {
    this.store = store;
    this.jvm = jvm;
    this.what = what;
  }

  /**
   * Whose code takes it, and what there is most of. Blocks for the store.
   *
   * @param result of the command that recorded it
   */
  GrowthOrigin origin(JsonNode result) {
    long from = result.path("from").asLong();
    long to = result.path("to").asLong();
    ProfileEvent event = ProfileEvent.ofLabel(what.event());
    ProfileSelection selection =
        new ProfileSelection(jvm.id(), event, from, to, thread -> true, null);
    Profile profile = Profile.read(store, selection, new CallTree(), UnaryOperator.identity());
    MemoryHolders holders =
        what == GrowingMemory.HEAP ? keptClasses(profile) : holdersAsTold(result);
    return new GrowthOrigin(heaviest(profile).found(from, to), holders);
  }

  /** Null where the agent does not tell. */
  private static MemoryHolders holdersAsTold(JsonNode result) {
    return result.has("holders") ? ClaimCodec.holders(result.get("holders")) : null;
  }

  /** Null where nothing was kept. */
  private static MemoryHolders keptClasses(Profile profile) {
    KeptClasses kept = new KeptClasses();
    CallTree tree = profile.tree();
    for (int node = 1; node < tree.size(); node++) {
      Frame frame = tree.frames().get(tree.frame(node));
      if (frame.type() == FrameType.CLASS) {
        kept.add(frame.name(), profile.sums().value(node));
      }
    }
    return kept.most();
  }

  private HeaviestMethod heaviest(Profile profile) {
    HeaviestMethod heaviest = new HeaviestMethod(what);
    CallTree tree = profile.tree();
    int[] indexes = new int[tree.frames().size()];
    for (int i = 0; i < indexes.length; i++) {
      Frame frame = tree.frames().get(i);
      indexes[i] = heaviest.frame(frame.name(), frame.type().isJava());
    }
    for (int node = 1; node < tree.size(); node++) {
      if (profile.sums().value(node) > 0) {
        int[] path = tree.path(node);
        Arrays.setAll(path, i -> indexes[path[i]]);
        heaviest.add(path, profile.sums().value(node), profile.sums().samples(node));
      }
    }
    return heaviest;
  }
}
