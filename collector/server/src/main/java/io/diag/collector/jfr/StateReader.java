package io.diag.collector.jfr;

import java.util.HashSet;
import java.util.Set;

/** Finds the keys of thread states by their names. */
final class StateReader {
  private final Cursor in;
  private final ValueSkipper skipper;
  private final Constants.Pool states;

  StateReader(Cursor in, Constants constants, ValueSkipper skipper) {
    this.in = in;
    this.skipper = skipper;
    states = constants.pool("jdk.types.ThreadState");
  }

  Set<Long> keys(Set<String> names) throws JfrException {
    Set<Long> keys = new HashSet<>();
    for (int i = 0; i < states.size(); i++) {
      in.enter("jdk.types.ThreadState");
      in.seek(states.offset(states.key(i)));
      for (Field field : states.type().fields()) {
        if (!field.name().equals("name")) {
          skipper.skip(field);
          continue;
        }
        String name = in.string();
        if (name != null && names.contains(name)) {
          keys.add(states.key(i));
        }
        break;
      }
    }
    return keys;
  }
}
