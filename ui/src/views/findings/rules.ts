import type { Finding, ProfileEvent } from "../../api/types";
import { hrefWith } from "../../state/place";
import { jvmHref } from "../jvm/address";
import type { JvmTab } from "../jvm/JvmView";
import type { RegionId } from "../overview/memoryStack";

interface RuleWords {
  /** What it looks for. */
  word: string;
  /** What it looks for together with others, where they are one check to a reader. */
  check?: string;
  /** The profile that shows the cause, where one does. */
  profile?: { text: string; event: ProfileEvent };
  /** Whether it is about event loops, which have a screen of their own. */
  loops?: true;
  /** The region of memory it is about, or "all"; that has a screen of its own as well. */
  memory?: RegionId | "all";
}

const GROWTH = "memory growth";
const ALLOCATES = { text: "See what allocates", event: "alloc" } as const;
const LIVES = { text: "See what stays alive", event: "live" } as const;
const NATIVE = { text: "Record native memory", event: "nativemem" } as const;
const STARTS = { text: "Record who starts threads", event: "threadstart" } as const;
const LOADS = { text: "Record who loads classes", event: "classload" } as const;
const MAPS = { text: "Record who maps files", event: "filemap" } as const;

/** By the name that each rule has in the API. */
const RULES: Record<string, RuleWords> = {
  deadlock: { word: "deadlock" },
  "gc-overhead": { word: "GC overhead", profile: ALLOCATES },
  "heap-near-max": { word: "heap near its maximum", profile: ALLOCATES },
  "heap-leak": { word: "heap leak", check: GROWTH, profile: LIVES, memory: "heap-live" },
  "direct-buffer-growth": {
    word: "direct buffers",
    check: GROWTH,
    profile: NATIVE,
    memory: "direct",
  },
  "netty-growth": { word: "Netty buffers", check: GROWTH, profile: NATIVE, memory: "netty" },
  "native-growth": { word: "native memory", check: GROWTH, profile: NATIVE, memory: "native" },
  "mapped-growth": { word: "mapped files", check: GROWTH, profile: MAPS, memory: "mapped" },
  "thread-growth": { word: "threads", check: GROWTH, profile: STARTS, memory: "stacks" },
  "metaspace-growth": { word: "metaspace", check: GROWTH, profile: LOADS, memory: "meta" },
  "code-cache-growth": { word: "code cache", check: GROWTH, profile: LOADS, memory: "code" },
  "limit-forecast": { word: "memory limit", memory: "all" },
  "loop-blocked": { word: "blocked event loop", loops: true },
  "loop-saturated": { word: "saturated event loop", loops: true },
  "workers-saturated": { word: "saturated workers" },
  "agent-over-budget": { word: "cost of diag itself" },
  "jvm-lost": { word: "JVM lost" },
};

/** What this collector looks for in words, for saying what was looked at. */
export const CHECKS: readonly string[] = [
  ...new Set(Object.values(RULES).map(({ word, check }) => check ?? word)),
];

export function ruleWord(rule: string): string {
  return RULES[rule]?.word ?? rule;
}

/** The check that a rule belongs to. */
export function checkOf(rule: string): string {
  return RULES[rule]?.check ?? ruleWord(rule);
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
  const { profile, loops, memory } = RULES[finding.rule] ?? {};
  const loop = loops && loopOf(finding);
  const jvm = (tab: JvmTab, more: Record<string, string | undefined>) =>
    hrefWith(jvmHref(finding.jvm, tab), new URLSearchParams(), { ...time, ...more });
  return [
    ...named,
    ...(memory
      ? [
          {
            text: "See memory by region",
            href: jvm("memory", { region: memory === "all" ? undefined : memory }),
          },
        ]
      : []),
    ...(profile ? [{ text: profile.text, href: jvm("profile", { event: profile.event }) }] : []),
    ...(loops
      ? [{ text: `See the event loop${loop ? "" : "s"}`, href: jvm("loops", { loop }) }]
      : []),
    { text: "Show that time", href: jvm("overview", { finding: finding.id }) },
  ];
}

/** The id of the one event loop that it is about; undefined for several. */
function loopOf({ evidence }: Finding): string | undefined {
  const series = evidence.find((each) => each.kind === "series");
  return series?.labels["diag.loop.id"];
}

/** The time of the evidence, for the address. */
function timeOf({ evidence }: Finding): { from: string; to: string } | undefined {
  const series = evidence.find((each) => each.kind === "series");
  return series && { from: String(series.from), to: String(series.to) };
}
