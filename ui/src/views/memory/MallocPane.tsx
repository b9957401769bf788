import type { JvmDetail } from "../../api/types";
import { mallocAdvice, mallocSentence, mallocUse } from "./mallocUse";
import type { LedgerCommand } from "./useLedgerCommand";

interface MallocPaneProps {
  jvm: JvmDetail;
  command: LedgerCommand;
  now: number;
}

/** Whether native memory is in use, or free and kept by malloc: what only malloc itself knows. */
export function MallocPane({ jvm, command, now }: MallocPaneProps) {
  const { malloc } = command;
  const use = malloc && mallocUse(malloc);
  return (
    <section className="next-steps" aria-label="What malloc says">
      <button
        type="button"
        className="button"
        disabled={command.busy}
        title="It locks its arenas while it counts; whoever needs memory of one waits, and so does a collection: some 0.1 s for a million free blocks."
        onClick={() => command.read(true)}
      >
        Ask malloc what is free <span className="cost">0.1 s per million free blocks</span>
      </button>
      {malloc && (
        <span role="status">
          {use ? mallocSentence(use, malloc.changedAt, now) : malloc.message}{" "}
          {mallocAdvice(malloc, jvm.pid)}
        </span>
      )}
    </section>
  );
}
