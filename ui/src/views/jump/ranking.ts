import type { JumpTarget } from "./targets";

// What does not stand on the first page is found faster by another letter.
const SHOWN = 12;

export interface Ranked {
  shown: JumpTarget[];
  /** How many there are, shown or not. */
  found: number;
}

/**
 * The targets that hold every word of the text, best first: those whose name begins with it, then
 * those in which a part of the name does, then the rest. Without a text, those used last come first.
 */
export function ranked(
  targets: readonly JumpTarget[],
  text: string,
  recent: readonly string[],
): Ranked {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const scored = targets.flatMap((target, at) => {
    const score = scoreOf(target, words);
    // Of ten thousand frames none is worth offering before a letter is typed.
    if (score === undefined || (words.length === 0 && target.kind === "frame")) return [];
    const used = recent.indexOf(target.id);
    return [{ target, at, score, used: used < 0 ? recent.length : used }];
  });
  scored.sort(
    (a, b) =>
      b.score - a.score ||
      a.used - b.used ||
      KINDS.indexOf(a.target.kind) - KINDS.indexOf(b.target.kind) ||
      b.target.weight - a.target.weight ||
      a.at - b.at,
  );
  return { shown: scored.slice(0, SHOWN).map(({ target }) => target), found: scored.length };
}

const KINDS: JumpTarget["kind"][] = ["screen", "service", "JVM", "frame"];

/** Undefined where a word is missing; else the sum over words of how well each stands. */
function scoreOf({ label, detail, code }: JumpTarget, words: string[]): number | undefined {
  let sum = 0;
  const name = label.toLowerCase();
  // A frame is also found by its whole name, of which the detail is the package.
  const whole = code ? `${detail}.${label}`.toLowerCase() : detail.toLowerCase();
  for (const word of words) {
    const at = name.indexOf(word);
    if (at === 0) sum += 3;
    else if (at > 0) sum += beginsPart(label, name, word) ? 2 : 1;
    else if (!whole.includes(word)) return undefined;
  }
  return sum;
}

/** Whether a word stands anywhere behind a mark, or where small letters become capital ones. */
function beginsPart(label: string, name: string, word: string): boolean {
  for (let at = name.indexOf(word); at >= 0; at = name.indexOf(word, at + 1)) {
    const before = label[at - 1]!;
    if (/[^\p{L}\p{N}]/u.test(before)) return true;
    if (/\p{Ll}/u.test(before) && /\p{Lu}/u.test(label[at]!)) return true;
  }
  return false;
}
