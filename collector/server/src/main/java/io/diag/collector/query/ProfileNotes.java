package io.diag.collector.query;

import io.diag.collector.store.Frame;
import io.diag.collector.store.ProfileEvent;
import io.diag.wire.VirtualThreads;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a reader must know to read a profile right: sentences, each for one thing that lacks. */
public final class ProfileNotes {
  /** Sampling begins within a range, and then the first seconds of it tell nothing. */
  private static final double ALL_OF_THE_TIME = 0.9;

  private ProfileNotes() {}

  /**
   * @param jdk version of the JVM, as {@code 21.0.4}
   */
  public static List<String> of(Profile profile, String jdk) {
    List<String> notes = new ArrayList<>();
    Coverage coverage = profile.coverage();
    ProfileEvent event = profile.event();
    if (coverage.skipped() > 0) {
      notes.add(
          percent(coverage.skippedShare())
              + " of the samples that were due, of all events together, were left out to limit"
              + " their cost"
              + afterSkipping(coverage)
              + ".");
    }
    if (event == ProfileEvent.CPU && profile.sums().samples() > 0 && profile.sums().value() == 0) {
      notes.add("How much CPU time a sample stands for was not said, so only samples count.");
    }
    if (event == ProfileEvent.LIVE && profile.sums().samples() > 0) {
      notes.add(
          "Objects allocated while the profile ran that were alive at its end; of several such"
              + " profiles in the range this is the last.");
    }
    if (event == ProfileEvent.NATIVEMEM && profile.sums().samples() > 0) {
      notes.add("Memory allocated while the profile ran and not freed before its end.");
    }
    double sampled = coverage.sampledShare();
    if (event == ProfileEvent.LOCK && sampled > 0 && sampled < ALL_OF_THE_TIME) {
      notes.add(
          "Waits were sampled in "
              + percent(sampled)
              + " of the time, since threads here wait so often that more would be felt; the"
              + " amounts are of that time alone.");
    }
    if (event == ProfileEvent.LOCK && VirtualThreads.offered(jdk)) {
      notes.add(sentence(VirtualThreads.WAITS));
    }
    if (cutAtContinuation(profile)) {
      boolean wall = event == ProfileEvent.WALL;
      notes.add(sentence(wall ? VirtualThreads.WALL : VirtualThreads.STACKS));
    }
    return notes;
  }

  /** What was left out is never told as nothing. */
  static String percent(double share) {
    return share < 0.001 ? "Less than 0.1%" : String.format(Locale.ROOT, "%.1f%%", 100 * share);
  }

  private static String afterSkipping(Coverage coverage) {
    if (coverage.scaled() && coverage.incomplete()) {
      return "; where the true amount is known values are scaled up to it";
    }
    return coverage.scaled()
        ? "; values are scaled up to the true amount"
        : "; values are not scaled, since nobody knows how much there was";
  }

  private static String sentence(String words) {
    return Character.toUpperCase(words.charAt(0)) + words.substring(1) + '.';
  }

  private static boolean cutAtContinuation(Profile profile) {
    for (Frame frame : profile.tree().frames()) {
      if (isReturnBarrier(frame.name())) {
        return true;
      }
    }
    return false;
  }

  /** Where the JVM copies back what called the next frame: its name changed with JDK 22 and 26. */
  static boolean isReturnBarrier(String frame) {
    return frame.endsWith("cont_returnBarrier")
        || frame.endsWith("cont_returnBarrier_stub (stub gen)")
        || frame.endsWith("Cont thaw return barrier");
  }
}
