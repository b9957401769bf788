import type { LoopEpisode } from "../../api/types";
import { percent } from "../../format";
import { millisText } from "./sentence";

export type PartKind = keyof LoopEpisode["millis"] | "rest";

/** What a part of an episode was spent on. */
export interface Part {
  kind: PartKind;
  label: string;
  millis: number;
  share: number;
}

const LABELS: Record<PartKind, string> = {
  io: "In a system call",
  parked: "Parked",
  monitor: "Waiting for a monitor",
  cpu: "Own CPU",
  runQueue: "Run queue",
  gc: "GC pause",
  rest: "Not measured",
};

// Waits first, as they are what an episode is mostly made of.
const ORDER = ["io", "parked", "monitor", "cpu", "runQueue", "gc"] as const;

// Clocks that are read one after the other do not agree to the last microsecond.
const NOTEWORTHY_SHARE = 0.01;

/** What an episode was made of, and how much of it is not known; parts of nothing are left out. */
export function partsOf({ durationMillis, millis }: LoopEpisode): Part[] {
  const known = ORDER.flatMap((kind) => {
    const value = millis[kind] ?? 0;
    return value > 0 ? [{ kind, value }] : [];
  });
  const sum = known.reduce((all, { value }) => all + value, 0);
  // Each part is rounded by itself, so together they may exceed the whole.
  const whole = Math.max(sum, durationMillis);
  const part = (kind: PartKind, value: number): Part => ({
    kind,
    label: LABELS[kind],
    millis: value,
    share: whole > 0 ? value / whole : 0,
  });
  const rest = whole - sum;
  return [
    ...known.map(({ kind, value }) => part(kind, value)),
    ...(rest > NOTEWORTHY_SHARE * whole ? [part("rest", rest)] : []),
  ];
}

/** What most of an episode was spent on, as far as that is known. */
export function mostOf(parts: readonly Part[]): Part | undefined {
  return parts.reduce<Part | undefined>(
    (most, each) =>
      each.kind !== "rest" && (most === undefined || each.millis > most.millis) ? each : most,
    undefined,
  );
}

/** "Parked 371 ms 90%, own CPU 22 ms 5%". */
export function partsText(parts: readonly Part[]): string {
  return parts
    .map(({ label, millis, share }) => `${label} ${millisText(millis)} ${percent(share)}`)
    .join(", ");
}
