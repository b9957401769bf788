import type { Finding } from "../../api/types";
import { clockDay, plural } from "../../format";
import type { Interval, TimeRange } from "../../state/range";
import { CHECKS, checkOf } from "./rules";
import { SEVERITY_WORD } from "./severity";

const TOGETHER_MILLIS = 60_000;

/** "2 critical, 1 notice". */
export function severities(findings: readonly Finding[]): string {
  return (["critical", "warning", "notice"] as const)
    .flatMap((severity) => {
      const amount = findings.filter((each) => each.severity === severity).length;
      const word = SEVERITY_WORD[severity].toLowerCase();
      return amount === 0 ? [] : `${amount} ${word}`;
    })
    .join(", ");
}

/** "2 began at 12:08": findings that began together may have one cause. */
export function beganTogether(findings: readonly Finding[], now: number): string | undefined {
  let most: Finding[] = [];
  for (const first of findings) {
    const together = findings.filter(
      (each) => each.since >= first.since && each.since - first.since < TOGETHER_MILLIS,
    );
    if (together.length > most.length) most = together;
  }
  return most.length < 2
    ? undefined
    : `${most.length} began at ${clockDay(Math.min(...most.map((each) => each.since)), now)}`;
}

/** The checks that found nothing, by name. */
export function cleanChecks(findings: readonly Finding[]): string[] {
  const dirty = new Set(findings.map((each) => checkOf(each.rule)));
  return CHECKS.filter((check) => !dirty.has(check));
}

export function nothingFound(
  range: TimeRange,
  closed: readonly Finding[],
  shown: Interval,
): string {
  const lately = closed.some((each) => (each.closedAt ?? 0) >= shown.from);
  return range.fixed || lately ? "No findings now" : `No findings in the last ${range.span.label}`;
}

/** What was looked at in vain. */
export function checksRan(readings: number | undefined): string {
  const checks = plural(CHECKS.length, "check");
  return readings === undefined
    ? `${checks} run with every reading.`
    : `${checks} ran on ${plural(readings, "reading")}.`;
}
