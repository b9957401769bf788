import { getFleetTrends } from "../../api/client";
import { collectorNow } from "../../api/clock";
import type { FleetTrends } from "../../api/types";
import { usePolled, type Polled } from "../../state/polled";
import { intervalOf, type TimeRange } from "../../state/range";
import { rangeKey, whole } from "../jvm/useShownSeries";

// A line of 72 px has no room for more.
const POINTS = 48;
// A step is a minute or longer.
const POLL_MILLIS = 30_000;

/**
 * What every JVM did over the range, and the open findings of the last day, in one answer. Asked
 * for after something else was answered, since only that tells the collector's clock.
 */
export function useTrends(range: TimeRange, clockKnown: boolean): Polled<FleetTrends> {
  return usePolled(
    clockKnown ? `trends ${rangeKey(range)}` : undefined,
    (signal) => {
      const { from, to } = whole(intervalOf(range, collectorNow()));
      return getFleetTrends({ from, to, points: POINTS }, signal);
    },
    range.fixed ? undefined : POLL_MILLIS,
  );
}
