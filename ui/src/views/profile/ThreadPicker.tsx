import { useState } from "react";
import type { ProfileThread } from "../../api/types";
import { count, percentFine } from "../../format";
import { setQuery } from "../../state/place";
import { Popover } from "../shell/Popover";
import type { EventKind } from "./events";
import { part, samplesBeside } from "./scale";

const LISTED = 100;

interface ThreadPickerProps {
  /** Of the whole selection, heaviest first; of very many only the heaviest. */
  threads: readonly ProfileThread[];
  /** How many there are in all. */
  count: number;
  /** As in the address: a whole name, or a part of one after a tilde. */
  thread: string | undefined;
  kind: EventKind;
}

/** Chooses whose samples are shown: everybody's, one thread's, or those of all with a part in their name. */
export function ThreadPicker({ threads, count: known, thread, kind }: ThreadPickerProps) {
  const [open, setOpen] = useState(false);
  const [text, setText] = useState("");
  const all = threads.reduce((sum, each) => sum + each.value, 0);
  const needle = text.trim().toLowerCase();
  const found = threads.filter((each) => each.name.toLowerCase().includes(needle));

  function choose(next: string | undefined) {
    setQuery({ thread: next, zoom: undefined, frame: undefined });
    setOpen(false);
  }
  return (
    <Popover
      popup="dialog"
      className="thread-picker"
      open={open}
      onOpen={setOpen}
      name={thread === undefined ? `All threads, ${known}` : `Threads: ${words(thread)}`}
      label={
        thread === undefined ? (
          <>
            All threads <span className="soft">{count(known)}</span>
          </>
        ) : (
          <span className="mono chosen-thread">{words(thread)}</span>
        )
      }
    >
      <form
        className="thread-list"
        role="dialog"
        aria-label="Threads"
        onSubmit={(event) => {
          event.preventDefault();
          choose(needle === "" ? undefined : `~${text.trim()}`);
        }}
      >
        <input
          type="search"
          aria-label="Part of a thread's name"
          placeholder="part of a name, Enter takes all that match"
          spellCheck={false}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <button
          type="button"
          className="thread"
          aria-pressed={thread === undefined}
          onClick={() => choose(undefined)}
        >
          <span>All threads</span>
          <span>{kind.amount(all)}</span>
        </button>
        <ul>
          {found.slice(0, LISTED).map((each) => (
            <li key={each.name}>
              <button
                type="button"
                className="thread"
                aria-pressed={thread === each.name}
                title={`${each.name}: ${amountWords(kind, each)}`}
                onClick={() => choose(each.name)}
              >
                <span className="bar" style={{ width: `${part(each.value, all) * 76}%` }} />
                <span className="mono">{each.name}</span>
                <span>{percentFine(part(each.value, all))}</span>
              </button>
            </li>
          ))}
        </ul>
        {found.length > LISTED && (
          <p className="caption">and {count(found.length - LISTED)} more; type to narrow</p>
        )}
        {found.length === 0 && (
          <p className="caption">No thread with samples has this in its name.</p>
        )}
      </form>
    </Popover>
  );
}

function amountWords(kind: EventKind, { value, samples }: ProfileThread): string {
  return [kind.amount(value), samplesBeside(kind, samples)].filter(Boolean).join(", ");
}

function words(thread: string): string {
  return thread.startsWith("~") ? `*${thread.slice(1)}*` : thread;
}
