package io.diag.e2e.harness;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.TestWatcher;

/** Keeps the {@link RunFolder} of a run with a failure. Found by JUnit itself. */
public final class FailureWatcher implements TestWatcher, LifecycleMethodExecutionExceptionHandler {
  @Override
  public void testFailed(ExtensionContext context, Throwable cause) {
    RunFolder.keep();
  }

  @Override
  public void handleBeforeAllMethodExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    RunFolder.keep();
    throw failure;
  }

  @Override
  public void handleAfterAllMethodExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    RunFolder.keep();
    throw failure;
  }
}
