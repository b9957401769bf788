import { points, signed } from "../../amounts";
import type { Measure } from "../../flame/tree";
import { count, percentFine } from "../../format";
import type { EventKind } from "./events";

/** How amounts of one profile are put into words. */
export interface Scale {
  kind: EventKind;
  /** The seconds its weight was gathered in; absent where a rate would not be known or mean little. */
  seconds?: number;
}

/** One quantity at a node or frame: its own, or with all below it. */
export type Side = keyof Measure;

export interface Amounts {
  value: Measure;
  samples: Measure;
}

/** "0.52 cores", or undefined where there is no rate. */
export function rateText({ kind, seconds }: Scale, value: number): string | undefined {
  return seconds === undefined ? undefined : kind.rate?.text(value / seconds);
}

/** "26.1 s, 8,593 samples". */
export function amountText(scale: Scale, of: Amounts, at: number, side: Side): string {
  return [
    rateText(scale, of.value[side][at]!),
    scale.kind.amount(of.value[side][at]!),
    samplesText(of.samples[side][at]!),
  ]
    .filter(Boolean)
    .join(", ");
}

export function samplesText(samples: number): string {
  return `${count(samples)} ${samples === 1 ? "sample" : "samples"}`;
}

/** The lines that tell a node of a profile. */
export function profileLines(scale: Scale, of: Amounts, at: number): string[] {
  return (["total", "self"] as const).map((side) => {
    const share = percentFine(part(of.value[side][at]!, of.value.total[0]!));
    return `${side === "self" ? "self " : ""}${share}, ${amountText(scale, of, at, side)}`;
  });
}

/** The lines that tell a node of a difference: now, before, and what changed. */
export function diffLines(scale: Scale, now: Amounts, base: Amounts, at: number): string[] {
  return [
    changeText(now.value, base.value, at),
    `now ${amountText(scale, now, at, "total")}`,
    `before ${amountText(scale, base, at, "total")}`,
  ];
}

function changeText(now: Measure, base: Measure, at: number): string {
  const share = part(now.total[at]!, now.total[0]!);
  const before = part(base.total[at]!, base.total[0]!);
  return `${percentFine(share)} now, ${percentFine(before)} before: ${points(share - before)} points`;
}

/** A change of weight in its unit, with its sign. */
export function changeOfAmount({ kind }: Scale, change: number): string {
  return signed(change, kind.amount);
}

export function part(value: number, all: number): number {
  return all > 0 ? value / all : 0;
}
