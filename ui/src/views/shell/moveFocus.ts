/** Moves the focus by a step within a list of elements; from outside of it, to its first or last. */
export function moveFocus(ids: readonly string[], step: number): void {
  const elements = ids.map((id) => document.getElementById(id));
  const at = elements.indexOf(document.activeElement as HTMLElement);
  const next = at < 0 ? (step > 0 ? 0 : elements.length - 1) : at + step;
  elements[next]?.focus();
}
