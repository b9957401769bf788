package io.diag.hprof;

import java.io.IOException;

/** The input ended within something. {@link HprofReader} makes a {@link Truncation} of it. */
final class CutException extends IOException {
  private static final long serialVersionUID = 1;

  CutException() {
    super("the dump ends here");
  }
}
