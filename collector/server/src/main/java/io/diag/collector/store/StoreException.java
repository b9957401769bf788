package io.diag.collector.store;

/**
 * Something could not be stored or read. Nothing of the item was kept; sending it again is safe.
 */
public class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
