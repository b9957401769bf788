import { useState } from "react";
import type { ProfileEvent, ProfileSpan } from "../../api/types";
import { Popover } from "../shell/Popover";
import { Segmented } from "../shell/Segmented";
import { stepInMenu } from "../shell/menuKeys";
import { COMMON_EVENTS, isRecorded, SELDOM_EVENTS, type EventKind } from "./events";

interface EventSwitchProps {
  kind: EventKind;
  coverage: readonly ProfileSpan[];
  onChoose: (event: ProfileEvent) => void;
}

/** Chooses what is shown: the usual events in a row, what is seldom wanted in a menu beside it. */
export function EventSwitch({ kind, coverage, onChoose }: EventSwitchProps) {
  const [open, setOpen] = useState(false);
  const seldom = SELDOM_EVENTS.includes(kind);
  function choose(event: ProfileEvent) {
    onChoose(event);
    setOpen(false);
  }
  return (
    <>
      <Segmented
        label="Event"
        choices={COMMON_EVENTS.map((each) => [each.event, each.label] as const)}
        chosen={kind.event}
        onChoose={onChoose}
      />
      <Popover
        popup="menu"
        className={seldom ? "more-events chosen" : "more-events"}
        open={open}
        onOpen={setOpen}
        name={seldom ? `Event: ${kind.label}` : "More events"}
        label={seldom ? kind.label : "More"}
      >
        <div role="menu" aria-label="More events" onKeyDown={stepInMenu}>
          {SELDOM_EVENTS.map((each) => (
            <button
              key={each.event}
              type="button"
              role="menuitemradio"
              aria-checked={each === kind}
              onClick={() => choose(each.event)}
            >
              {each.label}{" "}
              <span className="soft">
                {each.asks}
                {isRecorded(coverage, each.event) && ", recorded"}
              </span>
            </button>
          ))}
        </div>
      </Popover>
    </>
  );
}
