import type { Finding, ProfileEvent } from "../../api/types";
import { hrefWith } from "../../state/place";
import { jvmHref } from "../jvm/address";

interface RuleWords {
  /** What it looks for. */
  word: string;
  /** The profile that shows the cause, where one does. */
  profile?: { text: string; event: ProfileEvent };
}

const ALLOCATES = { text: "See what allocates", event: "alloc" } as const;

/** By the name that each rule has in the API. */
const RULES: Record<string, RuleWords> = {
  deadlock: { word: "deadlock" },
  "gc-overhead": { word: "GC overhead", profile: ALLOCATES },
  "heap-near-max": { word: "heap near its maximum", profile: ALLOCATES },
  "agent-over-budget": { word: "cost of diag itself" },
  "jvm-lost": { word: "JVM lost" },
};

/** The rules of this collector in words, for saying what was looked at. */
export const RULE_WORDS: readonly string[] = Object.values(RULES).map(({ word }) => word);

export function ruleWord(rule: string): string {
  return RULES[rule]?.word ?? rule;
}

export interface FindingLink {
  text: string;
  href: string;
}

/** Where to look next: what the finding names, the profile that shows the cause, the time it is about. */
export function linksOf(finding: Finding): FindingLink[] {
  const named = finding.actions.flatMap(({ text, href }) =>
    href === undefined ? [] : [{ text, href }],
  );
  const time = timeOf(finding);
  if (!time) return named;
  const profile = RULES[finding.rule]?.profile;
  const jvm = (tab: "overview" | "profile", more: Record<string, string>) =>
    hrefWith(jvmHref(finding.jvm, tab), new URLSearchParams(), { ...time, ...more });
  return [
    ...named,
    ...(profile ? [{ text: profile.text, href: jvm("profile", { event: profile.event }) }] : []),
    { text: "Show that time", href: jvm("overview", { finding: finding.id }) },
  ];
}

/** The time of the evidence, for the address. */
function timeOf({ evidence }: Finding): { from: string; to: string } | undefined {
  const series = evidence.find((each) => each.kind === "series");
  return series && { from: String(series.from), to: String(series.to) };
}
