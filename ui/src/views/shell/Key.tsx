const SIGNS: Record<string, [sign: string, spoken: string | undefined]> = {
  ArrowLeft: ["\u2190", "left arrow"],
  ArrowRight: ["\u2192", "right arrow"],
  ArrowUp: ["\u2191", "up arrow"],
  ArrowDown: ["\u2193", "down arrow"],
  Escape: ["Esc", "Escape"],
  " ": ["Space", undefined],
};

/** A key cap. */
export function Key({ name }: { name: string }) {
  const [sign, spoken] = SIGNS[name] ?? [name, undefined];
  return <kbd aria-label={spoken}>{sign}</kbd>;
}
