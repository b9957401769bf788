package io.diag.agent.config;

/** The options as text: for {@code --help}, and as the table of {@code docs/options.md}. */
public final class OptionTable {
  private OptionTable() {}

  /** Lines of at most some 100 columns, for a terminal. */
  public static String forTerminal() {
    StringBuilder text = new StringBuilder();
    for (Option<?> option : Options.ALL) {
      text.append("  ")
          .append(option.name())
          .append('=')
          .append(option.placeholder())
          .append("  (default: ")
          .append(option.defaultText())
          .append(")\n      ")
          .append(option.description())
          .append(".\n");
    }
    return text.toString();
  }

  /** A Markdown table. */
  public static String asMarkdown() {
    StringBuilder text =
        new StringBuilder(
            "| option | system property | environment | default | what it does |\n"
                + "| --- | --- | --- | --- | --- |\n");
    for (Option<?> option : Options.ALL) {
      text.append("| `")
          .append(option.name())
          .append('=')
          .append(option.placeholder())
          .append("` | `")
          .append(option.property())
          .append("` | `")
          .append(option.variable())
          .append("` | ")
          .append(option.defaultText())
          .append(" | ")
          .append(option.description())
          .append(" |\n");
    }
    return text.toString();
  }
}
