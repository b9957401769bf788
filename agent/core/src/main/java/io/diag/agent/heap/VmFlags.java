package io.diag.agent.heap;

/** The VM's options that can be changed while it runs. */
public interface VmFlags {
  /** The value; empty where it has none. */
  String get(String name);

  /**
   * @throws RuntimeException if this VM does not let it be changed
   */
  void set(String name, String value);
}
