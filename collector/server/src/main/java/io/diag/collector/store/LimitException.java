package io.diag.collector.store;

/** A bound of the store was met. The message says which, and by what. */
public final class LimitException extends StoreException {
  private static final long serialVersionUID = 1L;

  public LimitException(String message) {
    super(message, null);
  }
}
