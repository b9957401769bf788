import { time } from "../../amounts";
import type { LedgerCommand } from "./useLedgerCommand";

interface ReadNowProps {
  command: LedgerCommand;
  /** CPU time of the reading before, in nanoseconds. */
  costNanos: number | undefined;
}

/** Has all mappings read now, at the price of the last time. */
export function ReadNow({ command, costNanos }: ReadNowProps) {
  if (command.running) {
    return (
      <button type="button" className="button" onClick={command.cancel}>
        Cancel{" "}
        <span className="cost" role="status">
          {command.running.message ?? "waits for the agent"}
        </span>
      </button>
    );
  }
  return (
    <button
      type="button"
      className="button"
      disabled={command.busy}
      onClick={() => command.read(false)}
    >
      Read mappings now
      {costNanos !== undefined && <span className="cost"> {time(costNanos)}</span>}
    </button>
  );
}
