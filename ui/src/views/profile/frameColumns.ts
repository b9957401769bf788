import { points, signed } from "../../amounts";
import type { FrameFacts } from "../../flame/frames";
import type { FlameTree, Taken } from "../../flame/tree";
import { count, percentFine, significant } from "../../format";
import type { EventKind } from "./events";
import { part, rateText, type Scale, type Side } from "./scale";

/** A column of numbers in the table of frames. */
export interface FrameColumn {
  key: string;
  label: string;
  /** What it sorts by, largest first. */
  order: (frame: number) => number;
  text: (frame: number) => string;
  /** From 0 to 1, drawn behind the text. */
  bar?: (frame: number) => number;
  /** Left out where there is little room. */
  wide?: boolean;
}

export function frameColumns(tree: FlameTree, facts: FrameFacts, scale: Scale): FrameColumn[] {
  return facts.base
    ? diffColumns(tree, facts, facts.base, scale)
    : profileColumns(facts, tree, scale);
}

function profileColumns(facts: FrameFacts, tree: FlameTree, scale: Scale): FrameColumn[] {
  const all = tree.value.total[0]!;
  const share = (key: Side, label: string): FrameColumn => ({
    key,
    label,
    order: (frame) => facts.value[key][frame]!,
    text: (frame) => percentFine(part(facts.value[key][frame]!, all)),
    bar: (frame) => part(facts.value[key][frame]!, all),
  });
  const weight = amountHead(scale.kind);
  const columns: FrameColumn[] = [
    share("self", "Self"),
    share("total", "Total"),
    amountColumn("self-value", `${weight}, self`, facts, "self", scale),
    amountColumn("total-value", weight, facts, "total", scale),
  ];
  if (!scale.kind.counted) {
    columns.push({
      key: "samples",
      label: "Samples",
      order: (frame) => facts.samples.total[frame]!,
      text: (frame) => count(facts.samples.total[frame]!),
      wide: true,
    });
  }
  if (scale.seconds !== undefined && scale.kind.rate) {
    columns.push({
      key: "rate",
      label: `In ${scale.kind.rate.label}`,
      order: (frame) => facts.value.total[frame]!,
      text: (frame) => rateCell(scale, facts.value.total[frame]!),
      wide: true,
    });
  }
  return columns;
}

function diffColumns(tree: FlameTree, facts: FrameFacts, base: Taken, scale: Scale): FrameColumn[] {
  const now = tree.value.total[0]!;
  const before = tree.base!.value.total[0]!;
  const change = (side: Side, frame: number) =>
    part(facts.value[side][frame]!, now) - part(base.value[side][frame]!, before);
  const sides = (["self", "total"] as const).flatMap((side): FrameColumn[] => {
    const word = side === "self" ? "Self" : "Total";
    const share = (key: string, label: string, of: Taken, all: number): FrameColumn => ({
      key: `${side}-${key}`,
      label: `${word} ${label}`,
      order: (frame) => of.value[side][frame]!,
      text: (frame) => percentFine(part(of.value[side][frame]!, all)),
      bar: (frame) => part(of.value[side][frame]!, all),
    });
    return [
      share("now", "now", facts, now),
      share("before", "before", base, before),
      {
        key: `${side}-change`,
        label: `${word} change`,
        order: (frame) => Math.abs(change(side, frame)),
        text: (frame) => points(change(side, frame)),
      },
    ];
  });
  return [
    ...sides,
    {
      key: "amount-change",
      label: `${amountHead(scale.kind)}, change`,
      order: (frame) => Math.abs(facts.value.total[frame]! - base.value.total[frame]!),
      text: (frame) =>
        signed(facts.value.total[frame]! - base.value.total[frame]!, (size) =>
          amountCell(scale.kind, size),
        ),
      wide: true,
    },
  ];
}

function amountColumn(
  key: string,
  label: string,
  of: Taken,
  side: Side,
  { kind }: Scale,
): FrameColumn {
  return {
    key,
    label,
    order: (frame) => of.value[side][frame]!,
    text: (frame) => amountCell(kind, of.value[side][frame]!),
    wide: true,
  };
}

/** What is counted is named in the head of its column alone. */
function amountHead({ counted, matter, weight }: EventKind): string {
  return counted ? matter[0]!.toUpperCase() + matter.slice(1) : weight;
}

function amountCell({ counted, amount }: EventKind, value: number): string {
  return counted ? count(value) : amount(value);
}

function rateCell(scale: Scale, value: number): string {
  const { kind, seconds } = scale;
  if (kind.counted && seconds !== undefined) return significant(value / seconds);
  return rateText(scale, value) ?? "";
}

/** The column a table is sorted by when nobody chose: own weight, or its change. */
export function usualSort(facts: FrameFacts): string {
  return facts.base ? "self-change" : "self";
}
