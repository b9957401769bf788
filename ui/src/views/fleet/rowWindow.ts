// Rows beyond the edges, so that a quick turn of the wheel meets rows and not a void.
const MARGIN_PX = 400;
// The window moves by so many rows at once: each move has the page laid out anew.
const STRIDE = 8;

/** Where each row begins, and at the end where the last one ends. */
export function offsetsOf(heights: readonly number[]): number[] {
  const offsets = [0];
  for (const height of heights) offsets.push(offsets.at(-1)! + height);
  return offsets;
}

/** The rows [first, end) that a part of the table between two heights needs. */
export function rowsWithin(
  offsets: readonly number[],
  top: number,
  bottom: number,
): [first: number, end: number] {
  const rows = offsets.length - 1;
  const first = Math.max(0, lastNotAbove(offsets, top - MARGIN_PX));
  const end = Math.max(0, lastNotAbove(offsets, bottom + MARGIN_PX) + 1);
  return [
    Math.min(rows, Math.floor(first / STRIDE) * STRIDE),
    Math.min(rows, Math.ceil(end / STRIDE) * STRIDE),
  ];
}

/** The last index whose offset is not above a value, or -1. */
function lastNotAbove(offsets: readonly number[], value: number): number {
  let low = 0;
  let high = offsets.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (offsets[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

interface Row {
  row: number;
}

interface Room {
  room: number;
  /** Of the three places there can be, so that each keeps its element. */
  place: "above" | "between" | "below";
}

/** Runs of rows to draw and of room to leave, in order; the pinned row is drawn wherever it is. */
export function drawnRows(
  offsets: readonly number[],
  [first, end]: [number, number],
  pinned: number,
): (Row | Room)[] {
  const rows = offsets.length - 1;
  const drawn: number[] = [];
  for (let i = first; i < Math.min(end, rows); i++) drawn.push(i);
  if (pinned >= 0 && pinned < first) drawn.unshift(pinned);
  if (pinned >= end && pinned < rows) drawn.push(pinned);
  const parts: (Row | Room)[] = [];
  let next = 0;
  for (const row of [...drawn, rows]) {
    const room = offsets[row]! - offsets[next]!;
    if (room > 0)
      parts.push({ room, place: row === rows ? "below" : next === 0 ? "above" : "between" });
    if (row < rows) parts.push({ row });
    next = row + 1;
  }
  return parts;
}
