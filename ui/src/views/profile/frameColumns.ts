import { points } from "../../amounts";
import type { FrameFacts } from "../../flame/frames";
import type { FlameTree, Taken } from "../../flame/tree";
import { count, percentFine } from "../../format";
import { changeOfAmount, part, rateText, type Scale, type Side } from "./scale";

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
  const weight = scale.kind.weight;
  const columns: FrameColumn[] = [
    share("self", "Self"),
    share("total", "Total"),
    amountColumn("self-value", `${weight}, self`, facts, "self", scale),
    amountColumn("total-value", weight, facts, "total", scale),
    {
      key: "samples",
      label: "Samples",
      order: (frame) => facts.samples.total[frame]!,
      text: (frame) => count(facts.samples.total[frame]!),
      wide: true,
    },
  ];
  if (scale.seconds !== undefined && scale.kind.rate) {
    columns.push({
      key: "rate",
      label: `In ${scale.kind.rate.label}`,
      order: (frame) => facts.value.total[frame]!,
      text: (frame) => rateText(scale, facts.value.total[frame]!) ?? "",
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
      label: `${scale.kind.weight}, change`,
      order: (frame) => Math.abs(facts.value.total[frame]! - base.value.total[frame]!),
      text: (frame) => changeOfAmount(scale, facts.value.total[frame]! - base.value.total[frame]!),
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
    text: (frame) => kind.amount(of.value[side][frame]!),
    wide: true,
  };
}

/** The column a table is sorted by when nobody chose: own weight, or its change. */
export function usualSort(facts: FrameFacts): string {
  return facts.base ? "self-change" : "self";
}
