import type { Samples } from "../../charts/samples";
import type { Interval } from "../../state/range";

/** The mean of the readings inside an interval, or undefined when there is none. */
export function meanWithin(samples: Samples, { from, to }: Interval): number | undefined {
  let sum = 0;
  let amount = 0;
  samples.times.forEach((time, i) => {
    if (time < from || time > to) return;
    sum += samples.last[i]!;
    amount++;
  });
  return amount === 0 ? undefined : sum / amount;
}
