// A Date header has a resolution of one second and is up to one request old.
const NOTICEABLE_MILLIS = 3_000;

let offsetMillis = 0;

/** Learns how far the viewer's clock is off from the collector's, by a response's Date header. */
export function learnClock(dateHeader: string | null, receivedAt: number): void {
  const serverTime = dateHeader === null ? NaN : Date.parse(dateHeader);
  if (Number.isNaN(serverTime)) return;
  const offset = serverTime - receivedAt;
  offsetMillis = Math.abs(offset) < NOTICEABLE_MILLIS ? 0 : offset;
}

/** Now by the collector's clock: a viewer's wrong clock must not empty the last minutes of a chart. */
export function collectorNow(): number {
  return Date.now() + offsetMillis;
}
