import { amount, bytes, time } from "../../amounts";
import type { JvmDetail, ProfileEvent, ProfileSpan } from "../../api/types";
import { cores } from "../../format";

/** What the page says of one kind of profile. */
export interface EventKind {
  event: ProfileEvent;
  label: string;
  /** Within a sentence. */
  noun: string;
  /** What its weight is, as the head of a column. */
  weight: string;
  /** What its weights are, within a sentence. */
  matter: "time" | "bytes" | "threads" | "classes" | "mappings";
  /** Runs only when it is asked for, since it costs too much to run all the time. */
  onCommand: boolean;
  /** Runs by itself, but only for a part of the time in this JVM. */
  partly?: boolean;
  /** Every one is recorded and weighs 1, so that the weight is the number of samples as well. */
  counted?: boolean;
  /** What it is asked for, told in the menu of those that are seldom wanted. */
  asks?: string;
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
    matter: "time",
    onCommand: false,
    amount: time,
    rate: { label: "cores", text: (nanos) => `${cores(nanos / 1e9)} cores` },
  },
  {
    event: "wall",
    label: "Wall",
    noun: "wall clock",
    weight: "Wall time",
    matter: "time",
    onCommand: true,
    amount: time,
    rate: { label: "threads", text: (nanos) => `${cores(nanos / 1e9)} threads` },
  },
  {
    event: "alloc",
    label: "Allocation",
    noun: "allocation",
    weight: "Allocated",
    matter: "bytes",
    onCommand: false,
    amount: bytes,
    rate: { label: "per second", text: (value) => `${bytes(value)}/s` },
  },
  {
    event: "live",
    label: "Live",
    noun: "live object",
    weight: "Still live",
    matter: "bytes",
    onCommand: true,
    amount: bytes,
  },
  {
    event: "lock",
    label: "Lock",
    noun: "lock",
    weight: "Waited",
    matter: "time",
    onCommand: false,
    amount: time,
    rate: { label: "threads", text: (nanos) => `${cores(nanos / 1e9)} threads waiting` },
  },
  {
    event: "nativemem",
    label: "Native",
    noun: "native memory",
    weight: "Not freed",
    matter: "bytes",
    onCommand: true,
    amount: bytes,
  },
  counted("{thread}", {
    event: "threadstart",
    label: "Thread starts",
    noun: "thread creation",
    weight: "Started",
    matter: "threads",
    asks: "who starts threads",
  }),
  counted("{class}", {
    event: "classload",
    label: "Class loads",
    noun: "class loading",
    weight: "Loaded",
    matter: "classes",
    asks: "who loads classes",
  }),
  counted("{mapping}", {
    event: "filemap",
    label: "File mappings",
    noun: "file mapping",
    weight: "Mapped",
    matter: "mappings",
    asks: "who maps files",
  }),
];

/** A kind whose weights are numbers of what the unit names. */
function counted(
  unit: string,
  words: Pick<EventKind, "event" | "label" | "noun" | "weight" | "matter" | "asks">,
): EventKind {
  return {
    ...words,
    onCommand: true,
    counted: true,
    amount: (value) => amount(value, unit),
    rate: { label: `${words.matter}/s`, text: (value) => `${amount(value, unit)}/s` },
  };
}

/** Those that stand in a row. */
export const COMMON_EVENTS = EVENTS.filter(({ asks }) => asks === undefined);

/** Those that stand in a menu. */
export const SELDOM_EVENTS = EVENTS.filter(({ asks }) => asks !== undefined);

/** Whether there is a recording of an event in the time told of. */
export function isRecorded(coverage: readonly ProfileSpan[], event: ProfileEvent): boolean {
  return coverage.some(({ events }) => events.includes(event));
}

export function eventKind(event: string | null): EventKind {
  return EVENTS.find((each) => each.event === event) ?? EVENTS[0]!;
}

/** The kind as it is in one JVM: what runs there for a part of the time only can be recorded too. */
export function kindHere(
  kind: EventKind,
  jvm: JvmDetail,
  coverage: readonly ProfileSpan[],
): EventKind {
  const runs = jvm.features.some(
    (each) => each.name === `${kind.event}-profile` && each.state === "on",
  );
  const gaps = coverage.some((span) => !span.events.includes(kind.event));
  return kind.event === "lock" && runs && gaps ? { ...kind, onCommand: true, partly: true } : kind;
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
