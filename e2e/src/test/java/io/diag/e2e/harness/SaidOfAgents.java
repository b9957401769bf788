package io.diag.e2e.harness;

import java.util.regex.Pattern;

/** What the agent and the JDK print on stderr because there is an agent. */
public final class SaidOfAgents {
  /** A whole line, which may be empty; see docs/attach.md, "What the JVM prints". */
  public static final Pattern DOCUMENTED =
      Pattern.compile(
          "diag: .*"
              + "|WARNING: A Java agent has been loaded dynamically .*"
              + "|WARNING: If a serviceability tool is (not )?in use, .*"
              + "|WARNING: Dynamic loading of agents will be disallowed .*"
              + "|WARNING: A restricted method in java\\.lang\\.System has been called"
              + "|WARNING: java\\.lang\\.System::load has been called by .*"
              + "|WARNING: Use --enable-native-access=io\\.diag\\.launch .*"
              + "|WARNING: Restricted methods will be blocked .*"
              + "|");

  private SaidOfAgents() {}
}
