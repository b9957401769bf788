package io.diag.collector.api;

import io.diag.collector.store.Jvm;
import io.diag.collector.store.Store;

/** The JVMs that requests name. */
final class KnownJvms {
  private KnownJvms() {}

  /**
   * @throws ProblemException with 404 if there is none of this id
   */
  static Jvm require(Store store, String id) {
    return store
        .jvm(id)
        .orElseThrow(
            () ->
                new ProblemException(
                    404,
                    "unknown-jvm",
                    "Unknown JVM",
                    "No JVM has this id; /api/v1/jvms lists those that are known."));
  }
}
