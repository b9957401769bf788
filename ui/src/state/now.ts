import { useEffect, useState } from "react";
import { collectorNow } from "../api/clock";

/** The collector's time, read again and again, for ages such as "24 min ago". */
export function useNow(everyMillis = 1_000): number {
  const [now, setNow] = useState(collectorNow);
  useEffect(() => {
    const timer = window.setInterval(() => setNow(collectorNow()), everyMillis);
    return () => window.clearInterval(timer);
  }, [everyMillis]);
  return now;
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
