package io.diag.cli;

import picocli.CommandLine;

/** Gives each command the terminal; whatever else picocli needs is made its usual way. */
final class CommandFactory implements CommandLine.IFactory {
  private final Terminal terminal;

  CommandFactory(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public <K> K create(Class<K> type) throws Exception {
    try {
      return type.getDeclaredConstructor(Terminal.class).newInstance(terminal);
    } catch (NoSuchMethodException noCommandOfOurs) {
      return CommandLine.defaultFactory().create(type);
    }
  }
}
