import type { ProfileEvent } from "../../api/types";
import { readWindow, type Interval } from "../../state/range";
import { eventKind, type EventKind } from "./events";

export type ProfileLook = "flame" | "icicle" | "table";

/** What a window is compared with: another time, of this JVM or of another one. */
export interface Comparison extends Interval {
  /** Absent for the same JVM. */
  jvm?: string;
}

/** What the address asks of the profile page, apart from the range of time. */
export interface ProfileQuery {
  kind: EventKind;
  look: ProfileLook;
  window?: Interval;
  comparison?: Comparison;
  /** An exact thread name, or a part of one after a tilde. */
  thread?: string;
  /** Searched for in the names of frames. */
  text: string;
  /** The key of the column the table is sorted by; undefined for the usual one. */
  sort?: string;
}

export function readProfileQuery(query: URLSearchParams): ProfileQuery {
  const compared = readWindow(query.get("cmp"));
  return {
    kind: eventKind(query.get("event")),
    look: readLook(query.get("view")),
    window: readWindow(query.get("win")),
    comparison: compared && { ...compared, jvm: query.get("cmpjvm") ?? undefined },
    thread: query.get("thread") ?? undefined,
    text: query.get("q") ?? "",
    sort: query.get("sort") ?? undefined,
  };
}

/** Another event's stacks are others: what was selected and compared in the old ones goes. */
export function eventChange(event: ProfileEvent): Record<string, string | undefined> {
  return {
    event: event === "cpu" ? undefined : event,
    zoom: undefined,
    frame: undefined,
    sort: undefined,
    thread: undefined,
  };
}

export function lookChange(look: ProfileLook): Record<string, string | undefined> {
  return { view: look === "flame" ? undefined : look };
}

function readLook(text: string | null): ProfileLook {
  return text === "icicle" || text === "table" ? text : "flame";
}
