package io.diag.collector.query;

import io.diag.collector.store.Frame;
import io.diag.collector.store.ProfileCoverage;
import io.diag.collector.store.ProfileEvent;
import io.diag.collector.store.ProfileSelection;
import io.diag.collector.store.ProfileSink;
import io.diag.collector.store.Store;
import java.util.function.UnaryOperator;

/** The samples of one selection. Not for several threads at once; memory is bounded. */
public final class Profile implements ProfileSink {
  private final ProfileEvent event;
  private final CallTree tree;
  private final UnaryOperator<Frame> naming;
  private final UnaryOperator<String> group;
  private final NodeSums sums = new NodeSums();
  private final ThreadSums threads = new ThreadSums();
  private final Coverage coverage;
  private long interval;
  private boolean intervalDiffers;

  private Profile(ProfileSelection selection, CallTree tree, UnaryOperator<Frame> naming) {
    event = selection.event();
    group = selection.group();
    this.tree = tree;
    this.naming = naming;
    coverage = new Coverage(event);
  }

  /**
   * Reads a profile. Blocks.
   *
   * @param tree where its stacks go, perhaps beside those of another profile
   * @param naming what each frame is called there
   * @throws TooLargeException if it does not fit
   */
  public static Profile read(
      Store store, ProfileSelection selection, CallTree tree, UnaryOperator<Frame> naming) {
    Profile profile = new Profile(selection, tree, naming);
    store.readProfile(selection, profile);
    return profile;
  }

  @Override
  public int frame(Frame frame) {
    return tree.index(naming.apply(frame));
  }

  @Override
  public void stack(int[] frames, long samples, long value) {
    sums.add(tree.node(frames), samples, value);
  }

  @Override
  public void thread(String name, long samples, long value) {
    threads.add(name, samples, value);
  }

  @Override
  public void interval(long each) {
    intervalDiffers |= each == 0 || (interval != 0 && interval != each);
    interval = each;
  }

  @Override
  public void span(ProfileCoverage span, long samples, boolean scaled) {
    coverage.add(span, samples, scaled);
  }

  public ProfileEvent event() {
    return event;
  }

  public CallTree tree() {
    return tree;
  }

  public NodeSums sums() {
    return sums;
  }

  /** Of all threads, whichever were asked for. */
  public ThreadSums threads() {
    return threads;
  }

  /** The frame that stands for a thread as the root of its stacks, or null where none does. */
  public String group(String thread) {
    return group == null ? null : group.apply(thread);
  }

  public Coverage coverage() {
    return coverage;
  }

  /** What a sample stands for in the event's unit, or 0 when that is not known or differed. */
  public long interval() {
    return intervalDiffers || sums.samples() == 0 ? 0 : interval;
  }
}
