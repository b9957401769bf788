import { points, signed } from "../../amounts";
import { shareOf, wholeOf, type Measure, type Taken } from "../../flame/tree";
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

/** "0.52 cores", or undefined where there is no rate. */
export function rateText({ kind, seconds }: Scale, value: number): string | undefined {
  return seconds === undefined ? undefined : kind.rate?.text(value / seconds);
}

/** "26.1 s, 8,593 samples". */
export function amountText(scale: Scale, of: Taken, at: number, side: Side): string {
  return [
    rateText(scale, of.value[side][at]!),
    scale.kind.amount(of.value[side][at]!),
    samplesBeside(scale.kind, of.samples[side][at]!),
  ]
    .filter(Boolean)
    .join(", ");
}

export function samplesText(samples: number): string {
  return `${count(samples)} ${samples === 1 ? "sample" : "samples"}`;
}

/** The samples that an amount was learnt from; undefined where the amount is their number. */
export function samplesBeside(kind: EventKind, samples: number): string | undefined {
  return kind.counted ? undefined : samplesText(samples);
}

/** The lines that tell a node of a profile. */
export function profileLines(scale: Scale, of: Taken, at: number): string[] {
  return (["total", "self"] as const).map((side) => {
    const share = percentFine(part(of.value[side][at]!, wholeOf(of)));
    return `${side === "self" ? "self " : ""}${share}, ${amountText(scale, of, at, side)}`;
  });
}

/** The lines that tell a node of a difference: now, before, and what changed. */
export function diffLines(scale: Scale, now: Taken, base: Taken, at: number): string[] {
  return [
    changeText(now, base, at),
    `now ${amountText(scale, now, at, "total")}`,
    `before ${amountText(scale, base, at, "total")}`,
  ];
}

function changeText(now: Taken, base: Taken, at: number): string {
  const share = shareOf(now, at);
  const before = shareOf(base, at);
  return `${percentFine(share)} now, ${percentFine(before)} before: ${points(share - before)} points`;
}

/** A change of weight in its unit, with its sign. */
export function changeOfAmount({ kind }: Scale, change: number): string {
  return signed(change, kind.amount);
}

export function part(value: number, all: number): number {
  return all > 0 ? value / all : 0;
}
