import type { Finding } from "../../api/types";
import { CriticalIcon, NoticeIcon, WarningIcon } from "../shell/icons";

type Severity = Finding["severity"];

const RANK: Record<Severity, number> = { critical: 0, warning: 1, notice: 2 };

export const SEVERITY_WORD: Record<Severity, string> = {
  critical: "Critical",
  warning: "Warning",
  notice: "Notice",
};

/** Octagon, triangle or ring: a severity is told by its shape, not by its colour alone. */
export function SeverityIcon({ severity }: { severity: Severity }) {
  const label = SEVERITY_WORD[severity];
  switch (severity) {
    case "critical":
      return <CriticalIcon label={label} />;
    case "warning":
      return <WarningIcon label={label} />;
    case "notice":
      return <NoticeIcon label={label} />;
  }
}

/** Worst first; among equals the one that lasts longest. */
export function byWeight(a: Finding, b: Finding): number {
  return RANK[a.severity] - RANK[b.severity] || a.since - b.since;
}

/** The open ones in that order. */
export function openFindings(findings: readonly Finding[]): Finding[] {
  return findings.filter((each) => each.state === "open").sort(byWeight);
}
