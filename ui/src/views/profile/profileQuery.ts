import type { ProfileEvent } from "../../api/types";
import { readWindow, type Interval } from "../../state/range";
import { eventKind, type EventKind } from "./events";

export type ProfileLook = "flame" | "icicle" | "sandwich" | "table";

// An address that somebody made up must not keep the page busy.
const MOST_HIDDEN = 50;

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
  /** Keys of the frames that are left out, with all below them. */
  hidden: readonly string[];
  /** Whether the way from the selected frame to the root is shown. */
  path: boolean;
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
    hidden: readHidden(query.get("hide")),
    path: query.get("path") === "root",
    sort: query.get("sort") ?? undefined,
  };
}

/** Another event's stacks are others: what was selected and compared in the old ones goes. */
export function eventChange(event: ProfileEvent): Record<string, string | undefined> {
  return {
    event: event === "cpu" ? undefined : event,
    zoom: undefined,
    frame: undefined,
    hide: undefined,
    path: undefined,
    sort: undefined,
    thread: undefined,
  };
}

export function hiddenChange(keys: readonly string[]): Record<string, string | undefined> {
  return { hide: keys.length === 0 ? undefined : [...new Set(keys)].join(",") };
}

export function lookChange(look: ProfileLook): Record<string, string | undefined> {
  return { view: look === "flame" ? undefined : look };
}

function readLook(text: string | null): ProfileLook {
  return text === "icicle" || text === "sandwich" || text === "table" ? text : "flame";
}

function readHidden(text: string | null): string[] {
  return (text ?? "").split(",", MOST_HIDDEN).filter((key) => key !== "");
}
