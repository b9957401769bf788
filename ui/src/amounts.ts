import { count, MINUS, significant, span } from "./format";

const BYTE_UNITS = ["B", "KiB", "MiB", "GiB", "TiB"];

/** Bytes with three digits, in the unit that suits them. */
export function bytes(value: number): string {
  const size = Math.abs(value);
  let power = 0;
  // From here on it would round to 1,024 of the smaller unit.
  while (size >= 1023.5 * 1024 ** power && power < BYTE_UNITS.length - 1) power++;
  return `${digits(value / 1024 ** power)} ${BYTE_UNITS[power]}`;
}

/** A length of time in ns: three digits up to ten minutes, then its two largest units. */
export function time(nanos: number): string {
  const size = Math.abs(nanos);
  if (size < 999.5) return `${digits(nanos)} ns`;
  if (size < 999.5e3) return `${digits(nanos / 1e3)} \u00b5s`;
  if (size < 999.5e6) return `${digits(nanos / 1e6)} ms`;
  if (size < 600e9) return `${digits(nanos / 1e9)} s`;
  return (nanos < 0 ? MINUS : "") + span(size / 1e6);
}

/** A value in a unit as series and findings name them. */
export function amount(value: number, unit: string): string {
  switch (unit) {
    case "By":
      return bytes(value);
    case "By/s":
      return `${bytes(value)}/s`;
    case "ns":
      return time(value);
    case "ms":
      return time(value * 1e6);
    case "s":
      return time(value * 1e9);
    case "%":
      return `${digits(value)}%`;
    case "1":
    case "":
      return digits(value);
    default:
      return `${digits(value)} ${spokenUnit(unit, value)}`;
  }
}

/** A number with its sign, for changes. What rounds to nothing has none. */
export function signed(value: number, text: (size: number) => string): string {
  const size = text(Math.abs(value));
  if (size === text(0)) return size;
  return (value < 0 ? MINUS : "+") + size;
}

/** A change of a share, in points of percent with one digit. */
export function points(change: number): string {
  return signed(change * 100, (size) => size.toFixed(1));
}

/** {thread} as a word, in the number that fits. */
function spokenUnit(unit: string, value: number): string {
  const word = /^\{(.+)\}$/.exec(unit)?.[1];
  if (word === undefined) return unit;
  return value === 1 ? word : word.endsWith("s") ? `${word}es` : `${word}s`;
}

function digits(value: number): string {
  if (Math.abs(value) >= 999.5) return count(value).replace("-", MINUS);
  return significant(value).replace("-", MINUS);
}
