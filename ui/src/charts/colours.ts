/** A design token's value in the theme that is shown, for drawing on canvas. */
export function token(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

/** A colour of the form #RRGGBB with the given opacity. */
export function faded(hex: string, opacity: number): string {
  const alpha = Math.round(opacity * 255);
  return hex + alpha.toString(16).padStart(2, "0");
}

/** Lies between two colours of the form #RRGGBB: the first at share 0, the second at 1. */
export function mixed(first: string, second: string, share: number): string {
  let result = "#";
  for (const at of [1, 3, 5]) {
    const a = parseInt(first.slice(at, at + 2), 16);
    const b = parseInt(second.slice(at, at + 2), 16);
    result += Math.round(a + (b - a) * share)
      .toString(16)
      .padStart(2, "0");
  }
  return result;
}

/** Diagonal strokes on nothing: what was not measured or cannot be split further. */
export function hatching(
  context: CanvasRenderingContext2D,
  colour: string,
): CanvasPattern | string {
  const tile = document.createElement("canvas");
  const ratio = window.devicePixelRatio || 1;
  const side = 6;
  tile.width = tile.height = Math.round(side * ratio);
  const pen = tile.getContext("2d");
  if (!pen) return colour;
  pen.scale(tile.width / side, tile.height / side);
  pen.strokeStyle = colour;
  pen.lineWidth = 1.5;
  pen.beginPath();
  for (const shift of [-side, 0, side]) {
    pen.moveTo(shift, side);
    pen.lineTo(shift + side, 0);
  }
  pen.stroke();
  const pattern = context.createPattern(tile, "repeat");
  if (!pattern) return colour;
  // The tile is made of device pixels; the context counts CSS pixels.
  pattern.setTransform(new DOMMatrix().scale(side / tile.width, side / tile.height));
  return pattern;
}

/** The contrast of two colours of the form #RRGGBB, from 1 to 21, as WCAG defines it. */
export function contrast(first: string, second: string): number {
  const [dark, light] = [luminance(first), luminance(second)].sort((a, b) => a - b);
  return (light! + 0.05) / (dark! + 0.05);
}

function luminance(hex: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}
