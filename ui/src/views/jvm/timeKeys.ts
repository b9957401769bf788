import type { KeyBinding } from "../../state/keys";
import type { Interval } from "../../state/range";

/** The keys that change the time shown, the same on every screen of a JVM. */
export function timeKeys(shift: (share: number) => void, reset: () => void): KeyBinding[] {
  return [
    { keys: ["[", "]"], label: "shift time", run: (key) => shift(key === "[" ? -0.5 : 0.5) },
    { keys: ["0"], label: "reset time", run: reset },
  ];
}

/** The interval moved by a share of its length, but not past the given end. */
export function shiftedBy(interval: Interval, share: number, end: number): Interval {
  const length = interval.to - interval.from;
  const to = Math.min(interval.to + share * length, Math.max(end, interval.to));
  return { from: to - length, to };
}
