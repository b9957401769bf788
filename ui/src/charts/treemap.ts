/** A rectangle of a treemap, in the units of the area that was to be filled. */
export interface Tile {
  /** Which of the values it stands for. */
  index: number;
  x: number;
  y: number;
  width: number;
  height: number;
}

/**
 * Fills an area with rectangles as large as values are, as near to squares as they get: row by row
 * along the shorter side, each row as long as its rectangles become squarer by one more.
 *
 * @param values positive, the largest first
 */
export function treemap(values: readonly number[], width: number, height: number): Tile[] {
  const sum = values.reduce((total, value) => total + value, 0);
  const tiles: Tile[] = [];
  if (sum <= 0 || width <= 0 || height <= 0) return tiles;
  const scale = (width * height) / sum;
  const free = { x: 0, y: 0, width, height };
  for (let first = 0; first < values.length;) {
    const side = Math.min(free.width, free.height);
    let end = first;
    let area = 0;
    let worst = Infinity;
    while (end < values.length) {
      const next = area + values[end]! * scale;
      const ratio = worstRatio(values[first]! * scale, values[end]! * scale, next, side);
      if (ratio > worst) break;
      worst = ratio;
      area = next;
      end++;
    }
    layRow(values, first, end, scale, area, free, tiles);
    first = end;
  }
  return tiles;
}

/** How far from a square the least square of a row is: its largest and its smallest are looked at. */
function worstRatio(largest: number, smallest: number, area: number, side: number): number {
  const thickness = area / side;
  return Math.max(largest / thickness ** 2, thickness ** 2 / smallest);
}

function layRow(
  values: readonly number[],
  first: number,
  end: number,
  scale: number,
  area: number,
  free: { x: number; y: number; width: number; height: number },
  tiles: Tile[],
): void {
  const upright = free.width >= free.height;
  const side = upright ? free.height : free.width;
  const thickness = area / side;
  let at = 0;
  for (let index = first; index < end; index++) {
    const length = (values[index]! * scale) / thickness;
    tiles.push(
      upright
        ? { index, x: free.x, y: free.y + at, width: thickness, height: length }
        : { index, x: free.x + at, y: free.y, width: length, height: thickness },
    );
    at += length;
  }
  if (upright) {
    free.x += thickness;
    free.width -= thickness;
  } else {
    free.y += thickness;
    free.height -= thickness;
  }
}
