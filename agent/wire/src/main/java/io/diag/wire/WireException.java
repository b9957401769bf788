package io.diag.wire;

import java.io.IOException;

/** A body that is not what the protocol says. The message names the place and what was expected. */
public final class WireException extends IOException {
  private static final long serialVersionUID = 1L;

  public WireException(String message) {
    super(message);
  }

  public WireException(String message, Throwable cause) {
    super(message, cause);
  }
}
