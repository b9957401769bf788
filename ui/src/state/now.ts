import { useEffect, useReducer, useState } from "react";
import { collectorNow } from "../api/clock";

/** The collector's time, read again and again, for ages such as "24 min ago". */
export function useNow(everyMillis = 1_000): number {
  const [, tick] = useReducer((ticks: number) => ticks + 1, 0);
  useEffect(() => {
    const timer = window.setInterval(tick, everyMillis);
    return () => window.clearInterval(timer);
  }, [everyMillis]);
  // Not kept in state: the first answer corrects the clock between two ticks.
  return collectorNow();
}

/** True once a wait is long enough to be worth mentioning. */
export function useSlow(waiting: boolean, afterMillis = 200): boolean {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    if (!waiting) {
      setSlow(false);
      return;
    }
    const timer = window.setTimeout(() => setSlow(true), afterMillis);
    return () => window.clearTimeout(timer);
  }, [waiting, afterMillis]);
  return slow && waiting;
}
