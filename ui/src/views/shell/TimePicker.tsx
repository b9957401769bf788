import { useState, type FormEvent } from "react";
import { clockDay, fullTime } from "../../format";
import { setQuery } from "../../state/place";
import { rangeQuery, SPANS, type Interval, type TimeRange } from "../../state/range";
import { Key } from "./Key";
import { stepInMenu } from "./menuKeys";
import { Popover } from "./Popover";

interface TimePickerProps {
  range: TimeRange;
  shown: Interval;
  /** Whether the JVM still sends: a range can only be live as long as it does. */
  live: boolean;
  now: number;
}

/** The time that is shown, the ways to change it, and whether it moves. */
export function TimePicker({ range, shown, live, now }: TimePickerProps) {
  const [open, setOpen] = useState(false);
  function choose(change: TimeRange) {
    setQuery({ ...rangeQuery(change), win: undefined });
    setOpen(false);
  }

  const text = `${clockDay(shown.from, now)} \u2013 ${clockDay(shown.to, now)}`;
  const whole = shown.to - shown.from > 0.98 * range.span.millis;
  const spanText = range.fixed ? "" : whole ? `last ${range.span.label}` : "since first seen";
  return (
    <div className="time-picker">
      <Popover
        popup="menu"
        className="range-button"
        open={open}
        onOpen={setOpen}
        name={`Time range: ${text} ${spanText}`.trim()}
        title={`${fullTime(shown.from)} to ${fullTime(shown.to)}`}
        label={
          <>
            {text} {spanText && <span className="soft">{spanText}</span>}
          </>
        }
      >
        <div role="menu" aria-label="Time range" onKeyDown={stepInMenu}>
          {SPANS.map((span) => (
            <button
              key={span.word}
              type="button"
              role="menuitemradio"
              aria-checked={!range.fixed && span === range.span}
              onClick={() => choose({ span })}
            >
              Last {span.label}
            </button>
          ))}
        </div>
        <ExactTimes
          key={`${shown.from}`}
          shown={shown}
          onChoose={(fixed) => choose({ span: range.span, fixed })}
        />
      </Popover>
      <LiveState range={range} live={live} />
    </div>
  );
}

function LiveState({ range, live }: { range: TimeRange; live: boolean }) {
  if (range.fixed) {
    return (
      <button
        type="button"
        className="button ghost live-state"
        title="Show the present again"
        onClick={() => setQuery({ ...rangeQuery({ span: range.span }), win: undefined })}
      >
        Fixed <Key name="0" />
      </button>
    );
  }
  return (
    <span className="live-state" role="status">
      {live ? (
        <>
          <span className="live-dot" />
          Live
        </>
      ) : (
        "Last data"
      )}
    </span>
  );
}

function ExactTimes({ shown, onChoose }: { shown: Interval; onChoose: (fixed: Interval) => void }) {
  const [from, setFrom] = useState(localText(shown.from));
  const [to, setTo] = useState(localText(shown.to));
  const chosen = { from: Date.parse(from), to: Date.parse(to) };
  const wrong = !(chosen.from < chosen.to);
  function submit(event: FormEvent) {
    event.preventDefault();
    if (!wrong) onChoose(chosen);
  }
  return (
    <form className="exact-times" onSubmit={submit}>
      <label>
        From
        <input
          type="datetime-local"
          step="1"
          value={from}
          onChange={(event) => setFrom(event.target.value)}
        />
      </label>
      <label>
        To
        <input
          type="datetime-local"
          step="1"
          value={to}
          onChange={(event) => setTo(event.target.value)}
        />
      </label>
      <button type="submit" className="button" disabled={wrong}>
        Fix this time
      </button>
      {wrong && <p className="caption">The start must lie before the end.</p>}
    </form>
  );
}

/** A time as a datetime-local field wants it: local and without a zone. */
function localText(time: number): string {
  const local = new Date(time - new Date(time).getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 19);
}
