import type { Command } from "../../api/types";
import { clockDay, clockSeconds, percent } from "../../format";
import type { Interval } from "../../state/range";
import { WarningIcon } from "../shell/icons";
import { Key } from "../shell/Key";
import { Progress } from "../shell/Progress";
import type { EventKind } from "./events";
import { RECORD_SECONDS, timeOf } from "./recordings";
import type { Recordings } from "./useRecordings";

const LISTED = 4;

interface RecordingProps {
  kind: EventKind;
  recordings: Recordings;
  /** Whether a JVM is there to record. */
  live: boolean;
  now: number;
  onOpen: (time: Interval) => void;
}

/** What records an event that does not run all the time, how far it is, and what there is already. */
export function Recording({ kind, recordings, live, now, onOpen }: RecordingProps) {
  const { running, failed, refused, done } = recordings;
  return (
    <section className="recording" aria-label={`Record ${kind.noun}`}>
      {running ? (
        <Progress
          title={runningTitle(kind, running)}
          share={running.progress}
          step={running.message ?? (running.state === "waiting" ? "waits for the agent" : "")}
          action={
            <button type="button" className="button" onClick={recordings.cancel}>
              Cancel <Key name="Escape" />
            </button>
          }
        />
      ) : (
        <div className="recording-start">
          <button
            type="button"
            className="button primary"
            disabled={!live}
            onClick={recordings.start}
          >
            Record {kind.noun} for {RECORD_SECONDS} s
          </button>
          <span className="secondary">
            {live
              ? whyOnCommand(kind)
              : "This JVM sends nothing any more, so nothing new can be recorded."}
          </span>
        </div>
      )}
      {done.length > 0 && (
        <ul className="recorded-list" aria-label="Recorded">
          {done.slice(0, LISTED).map((each) => {
            const time = timeOf(each);
            return (
              <li key={each.id}>
                <button type="button" className="link" onClick={() => onOpen(time)}>
                  {clockDay(time.from, now, true)} &ndash; {clockSeconds(time.to)}
                </button>
              </li>
            );
          })}
          {done.length > LISTED && <li className="soft">{done.length - LISTED} earlier</li>}
        </ul>
      )}
      {!running && failed && (
        <p className="recording-failed" role="alert">
          <WarningIcon label="Failed" />
          <span>
            <b>
              {failed.state === "expired"
                ? "The recording did not run in time"
                : "The recording failed"}
            </b>{" "}
            at {clockDay(failed.changedAt, now, true)}
            {failed.message ? `: ${failed.message}` : "."}
          </span>
        </p>
      )}
      {refused && (
        <p className="recording-failed" role="alert">
          <WarningIcon label="Refused" />
          <span>
            <b>{refused.title}.</b> {refused.detail}
          </span>
        </p>
      )}
    </section>
  );
}

function whyOnCommand({ partly, counted }: EventKind): string {
  if (partly) {
    return "By itself it runs here for a part of the time, since threads wait often. This records without a gap.";
  }
  return counted
    ? "It changes methods of the JDK while it records, so it runs on command only."
    : "It costs more than what runs all the time, so it runs on command only.";
}

function runningTitle(kind: EventKind, { state, progress }: Command): string {
  const done = progress === undefined ? "" : `, ${percent(progress)}`;
  return state === "waiting"
    ? `Recording ${kind.noun} as soon as the agent asks`
    : `Recording ${kind.noun}${done}`;
}
