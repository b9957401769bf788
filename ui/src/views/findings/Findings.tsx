import { useState } from "react";
import type { ApiError } from "../../api/client";
import type { Finding, Jvm } from "../../api/types";
import { plural } from "../../format";
import { setQuery } from "../../state/place";
import { StaleNotice } from "../shell/Failure";
import { WarningIcon } from "../shell/icons";
import { FindingRow } from "./FindingRow";
import { RULE_WORDS } from "./rules";
import { openFindings, SEVERITY_WORD } from "./severity";

interface FindingsProps {
  jvm: Jvm;
  /** Open and closed ones; undefined until the first answer. */
  findings: Finding[] | undefined;
  error: ApiError | undefined;
  loadedAt: number | undefined;
  /** The id of the one whose evidence is shown. */
  opened: string | undefined;
  now: number;
}

/** What is wrong with a JVM, worst first; what was wrong, on demand; or what was looked at in vain. */
export function Findings({ jvm, findings, error, loadedAt, opened, now }: FindingsProps) {
  const open = openFindings(findings ?? []);
  const closed = (findings ?? [])
    .filter((each) => each.state === "closed")
    .sort((a, b) => (b.closedAt ?? 0) - (a.closedAt ?? 0));
  const [unfolded, setUnfolded] = useState(false);
  // An address that names a closed finding shows it.
  const showClosed = unfolded || closed.some((each) => each.id === opened);

  if (findings === undefined) {
    return error ? (
      <p className="strip" role="alert">
        <WarningIcon />
        <span>
          <b>Findings: {error.title}.</b> {error.detail}
        </span>
      </p>
    ) : null;
  }
  const row = (finding: Finding) => (
    <FindingRow
      key={finding.id}
      finding={finding}
      jvm={jvm}
      now={now}
      open={finding.id === opened}
      onToggle={() =>
        setQuery({ finding: finding.id === opened ? undefined : finding.id }, { replace: true })
      }
    />
  );
  return (
    <section className="findings" aria-labelledby="findings-title">
      {error && <StaleNotice error={error} since={loadedAt} />}
      <header>
        <h2 id="findings-title">
          {open.length === 0 ? "No findings" : plural(open.length, "finding")}
        </h2>
        <p className="secondary">{open.length === 0 ? checked(jvm) : severities(open)}</p>
        {closed.length > 0 && (
          <button
            type="button"
            className="button ghost"
            aria-expanded={showClosed}
            onClick={() => {
              setUnfolded(!showClosed);
              if (showClosed && closed.some((each) => each.id === opened)) {
                setQuery({ finding: undefined }, { replace: true });
              }
            }}
          >
            {showClosed ? "Hide closed" : "Closed"} <span className="soft">{closed.length}</span>
          </button>
        )}
      </header>
      {open.length > 0 && <ul aria-label="Open findings">{open.map(row)}</ul>}
      {showClosed && <ul aria-label="Closed findings">{closed.map(row)}</ul>}
    </section>
  );
}

/** "2 critical, 1 notice". */
function severities(findings: readonly Finding[]): string {
  return (["critical", "warning", "info"] as const)
    .flatMap((severity) => {
      const amount = findings.filter((each) => each.severity === severity).length;
      const word = SEVERITY_WORD[severity].toLowerCase();
      return amount === 0 ? [] : `${amount} ${word}`;
    })
    .join(", ");
}

function checked({ intervalMillis }: Jvm): string {
  return `Looked for with every reading, each ${intervalMillis / 1_000} s: ${RULE_WORDS.join(", ")}.`;
}
