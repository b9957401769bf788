package io.diag.agent.ledger;

import io.diag.agent.command.CommandException;
import io.diag.agent.command.CommandHandler;
import io.diag.agent.command.CommandRun;
import io.diag.agent.command.CommandStep;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads what the resident set is made of now and not when its turn comes, and with {@code malloc}
 * what that has taken and does not use. Malloc locks each of its arenas while it counts what is
 * free in it, and a safepoint that is due meanwhile waits as well: some 0.1 s a million free
 * blocks. So nobody asks it unless told to.
 */
public final class LedgerCommandHandler implements CommandHandler {
  private final LedgerFeature ledger;
  private final Commands diagnostics;

  /**
   * @param diagnostics the VM's own commands
   */
  public LedgerCommandHandler(LedgerFeature ledger, Commands diagnostics) {
    this.ledger = ledger;
    this.diagnostics = diagnostics;
  }

  @Override
  public String kind() {
    return "memory-ledger";
  }

  @Override
  public CommandRun start(Map<String, Object> arguments) throws CommandException {
    return new Run(ledger.ask(), Boolean.TRUE.equals(arguments.get("malloc")));
  }

  private final class Run implements CommandRun {
    private final AskedReading reading;
    private final boolean malloc;

    Run(AskedReading reading, boolean malloc) {
      this.reading = reading;
      this.malloc = malloc;
    }

    @Override
    public CommandStep step() throws CommandException {
      LedgerSheet sheet = reading.sheet();
      if (sheet == null) {
        return CommandStep.running(null, "waits for the next sample");
      }
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("mappings", (long) sheet.mappings());
      result.put("residentBytes", sheet.total());
      result.put("regions", regions(sheet));
      String message = sheet.mappings() + " mappings";
      if (malloc) {
        message += "; " + askMalloc(result);
      }
      return CommandStep.done(message, result);
    }

    @Override
    public void stop() {
      reading.forget();
    }

    private String askMalloc(Map<String, Object> result) {
      try {
        MallocUse use = MallocUse.parse(diagnostics.execute(MallocUse.COMMAND));
        if (use == null) {
          return "malloc says nothing that can be read";
        }
        result.put("malloc", use.fields());
        return "malloc holds " + use.freeBytes() / (1024 * 1024) + " MiB that are free";
      } catch (CommandException notOffered) {
        return "malloc is not asked: this JVM does not offer "
            + MallocUse.COMMAND
            + ", as JDK 21 and newer do";
      }
    }
  }

  private static List<Object> regions(LedgerSheet sheet) {
    List<Object> rows = new ArrayList<>();
    for (Region region : Region.values()) {
      if (sheet.bytes(region) >= 0) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("region", region.label());
        row.put("bytes", sheet.bytes(region));
        rows.add(row);
      }
    }
    return rows;
  }
}
