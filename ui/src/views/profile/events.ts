import { bytes, time } from "../../amounts";
import type { ProfileEvent, ProfileSpan } from "../../api/types";
import { cores } from "../../format";

/** What the page says of one kind of profile. */
export interface EventKind {
  event: ProfileEvent;
  label: string;
  /** Within a sentence. */
  noun: string;
  /** What its weight is, as the head of a column. */
  weight: string;
  /** Names of the features that provide it. */
  /** Runs only when it is asked for, since it costs too much to run all the time. */
  onCommand: boolean;
  amount: (value: number) => string;
  /** The weight per second of the time covered, where that means something. */
  rate?: { label: string; text: (perSecond: number) => string };
}

export const EVENTS: readonly EventKind[] = [
  {
    event: "cpu",
    label: "CPU",
    noun: "CPU",
    weight: "CPU time",
    onCommand: false,
    amount: time,
    rate: { label: "cores", text: (nanos) => `${cores(nanos / 1e9)} cores` },
  },
  {
    event: "wall",
    label: "Wall",
    noun: "wall clock",
    weight: "Wall time",
    onCommand: true,
    amount: time,
    rate: { label: "threads", text: (nanos) => `${cores(nanos / 1e9)} threads` },
  },
  {
    event: "alloc",
    label: "Allocation",
    noun: "allocation",
    weight: "Allocated",
    onCommand: false,
    amount: bytes,
    rate: { label: "per second", text: (value) => `${bytes(value)}/s` },
  },
  {
    event: "live",
    label: "Live",
    noun: "live object",
    weight: "Still live",
    onCommand: true,
    amount: bytes,
  },
  {
    event: "lock",
    label: "Lock",
    noun: "lock",
    weight: "Waited",
    onCommand: false,
    amount: time,
    rate: { label: "threads", text: (nanos) => `${cores(nanos / 1e9)} threads waiting` },
  },
  {
    event: "nativemem",
    label: "Native",
    noun: "native memory",
    weight: "Not freed",
    onCommand: true,
    amount: bytes,
  },
];

export function eventKind(event: string | null): EventKind {
  return EVENTS.find((each) => each.event === event) ?? EVENTS[0]!;
}

/** How long of an interval the event was being recorded, in seconds; undefined when unknown. */
export function coveredSeconds(
  coverage: readonly ProfileSpan[],
  event: ProfileEvent,
  { from, to }: { from: number; to: number },
): number | undefined {
  let millis = 0;
  for (const span of coverage) {
    if (!span.events.includes(event)) continue;
    millis += Math.max(0, Math.min(span.to, to) - Math.max(span.from, from));
  }
  return millis > 0 ? millis / 1_000 : undefined;
}
