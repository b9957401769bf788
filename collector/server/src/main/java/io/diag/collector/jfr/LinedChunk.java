package io.diag.collector.jfr;

import io.diag.collector.store.ProfileChunk;
import java.util.List;

/**
 * A chunk whose stacks tell lines apart.
 *
 * @param samples in whose list of frames each stands once for each of its lines
 * @param lines of those frames; 0 where there is none, as in native code
 */
public record LinedChunk(ProfileChunk samples, List<Integer> lines) {
  public LinedChunk {
    lines = List.copyOf(lines);
  }
}
