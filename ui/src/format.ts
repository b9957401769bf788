/** A true minus sign, as wide as the plus. */
export const MINUS = "\u2212";

const MIB = 1024 * 1024;

// Made once: to make one takes longer than to format a row of a table with it.
const WHOLE = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });
const THREE_DIGITS = new Intl.NumberFormat("en-US", { maximumSignificantDigits: 3 });
const DAY = new Intl.DateTimeFormat("en-GB", { weekday: "short", day: "numeric", month: "short" });
const ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Digits with thousands commas, whatever the viewer's locale, so that copied numbers agree. */
export function count(value: number): string {
  return WHOLE.format(Math.round(value));
}

/** Bytes as a number of MiB without its unit, for columns that name the unit in their head. */
export function mibNumber(bytes: number): string {
  const mib = bytes / MIB;
  if (mib !== 0 && Math.abs(mib) < 9.95) return minus(trimmed(mib, 1));
  return minus(count(mib));
}

export function mib(bytes: number): string {
  return `${mibNumber(bytes)} MiB`;
}

/** A change of bytes in MiB with its sign; what rounds to nothing is 0 without one. */
export function mibChange(bytes: number): string {
  const text = mibNumber(bytes);
  if (text === "0" || text === `${MINUS}0`) return "0";
  return bytes > 0 ? `+${text}` : text;
}

/** Cores with three digits; what is next to nothing is told from nothing. */
export function cores(value: number): string {
  if (value > 0 && value < 0.0001) return "<0.0001";
  if (Math.abs(value) < 0.9995) return minus(significant(value));
  return value >= 99.95 ? count(value) : trimmedFixed(value, value >= 9.995 ? 1 : 2);
}

/** Whole percent, but never 0% for what is there nor 100% for what is not all. */
export function percent(share: number): string {
  if (share > 0 && share < 0.005) return "<1%";
  if (share < 1 && share >= 0.995) return "99%";
  return `${Math.round(share * 100)}%`;
}

/** Percent with one digit after the point, for shares of a profile. */
export function percentFine(share: number): string {
  if (share > 0 && share < 0.0005) return "<0.1%";
  return `${(share * 100).toFixed(1)}%`;
}

/** A span of time in its two largest units: "3 d 4 h", "24 min", "45 s", "412 ms". */
export function span(millis: number): string {
  if (millis < 1_000) return `${Math.round(millis)} ms`;
  const seconds = Math.floor(millis / 1_000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return twoUnits(hours, "h", minutes % 60, "min");
  return twoUnits(Math.floor(hours / 24), "d", hours % 24, "h");
}

/** The length of a selected window, exact to the second. */
export function windowSpan(millis: number): string {
  const seconds = Math.round(millis / 1_000);
  if (seconds <= 300) return `${seconds} s`;
  return twoUnits(Math.floor(seconds / 60), "min", seconds % 60, "s");
}

export function clock(time: number): string {
  const date = new Date(time);
  return `${two(date.getHours())}:${two(date.getMinutes())}`;
}

export function clockSeconds(time: number): string {
  return `${clock(time)}:${two(new Date(time).getSeconds())}`;
}

/** The clock alone for today, with the day in front of it for any other day. */
export function clockDay(time: number, now: number, seconds = false): string {
  const text = seconds ? clockSeconds(time) : clock(time);
  return sameDay(time, now) ? text : `${day(time)} ${text}`;
}

export function day(time: number): string {
  return DAY.format(time);
}

/** Date, time and zone in full: what a clock time says on hover. */
export function fullTime(time: number): string {
  const date = new Date(time);
  const offset = -date.getTimezoneOffset();
  const sign = offset < 0 ? MINUS : "+";
  const hours = two(Math.floor(Math.abs(offset) / 60));
  const minutes = two(Math.abs(offset) % 60);
  const ymd = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${ymd} ${clockSeconds(time)} ${ZONE} (UTC${sign}${hours}:${minutes})`;
}

export function plural(amount: number, one: string, many = `${one}s`): string {
  return `${count(amount)} ${amount === 1 ? one : many}`;
}

function sameDay(a: number, b: number): boolean {
  return new Date(a).toDateString() === new Date(b).toDateString();
}

function twoUnits(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`;
}

/** A number at an axis: without the tail that binary fractions leave. */
export function axisNumber(value: number): string {
  return minus(Math.abs(value) < 100 ? significant(value) : count(value));
}

/** With at most three digits. */
export function significant(value: number): string {
  return THREE_DIGITS.format(value);
}

function trimmed(value: number, digits: number): string {
  return String(Number(value.toFixed(digits)));
}

function trimmedFixed(value: number, digits: number): string {
  return minus(value.toFixed(digits));
}

function minus(text: string): string {
  return text.replace("-", MINUS);
}

function two(value: number): string {
  return String(value).padStart(2, "0");
}
