import { useState } from "react";
import type { ApiError } from "../../api/client";
import type { Finding, Jvm } from "../../api/types";
import { plural } from "../../format";
import { mute, useMuted } from "../../state/muted";
import { setQuery } from "../../state/place";
import type { Interval, TimeRange } from "../../state/range";
import { StaleNotice } from "../shell/Failure";
import { WarningIcon } from "../shell/icons";
import { FindingRow } from "./FindingRow";
import { beganTogether, checksRan, cleanChecks, nothingFound, severities } from "./headerWords";
import { CHECKS } from "./rules";
import { openFindings } from "./severity";

interface FindingsProps {
  jvm: Jvm;
  /** Open and closed ones; undefined until the first answer. */
  findings: Finding[] | undefined;
  error: ApiError | undefined;
  loadedAt: number | undefined;
  /** The id of the one whose evidence is shown. */
  opened: string | undefined;
  range: TimeRange;
  shown: Interval;
  /** How many readings are in that time, where that is known. */
  readings: number | undefined;
  now: number;
}

type Unfolded = "closed" | "muted" | "checks";

/** What is wrong with a JVM, worst first; what was wrong, on demand; or what was looked at in vain. */
export function Findings(props: FindingsProps) {
  const { jvm, findings, error, loadedAt, opened, now } = props;
  const muted = useMuted();
  const every = openFindings(findings ?? []);
  const open = every.filter((each) => !muted.has(each.id));
  const silent = every.filter((each) => muted.has(each.id));
  const closed = (findings ?? [])
    .filter((each) => each.state === "closed")
    .sort((a, b) => (b.closedAt ?? 0) - (a.closedAt ?? 0));
  const [unfolded, setUnfolded] = useState<Unfolded>();
  // An address that names a folded finding shows it.
  const shows = (which: Unfolded, list: readonly Finding[]) =>
    list.length > 0 && (unfolded === which || list.some((each) => each.id === opened));

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
  function fold(which: Unfolded, list: readonly Finding[]) {
    const wasShown = shows(which, list);
    setUnfolded(wasShown ? undefined : which);
    if (wasShown && list.some((each) => each.id === opened)) {
      setQuery({ finding: undefined }, { replace: true });
    }
  }
  const row = (finding: Finding, at: number) => (
    <FindingRow
      key={finding.id}
      finding={finding}
      jvm={jvm}
      now={now}
      open={finding.id === opened}
      first={at === 0 && opened === undefined}
      muted={muted.has(finding.id)}
      onMute={() => mute(finding.id, !muted.has(finding.id))}
      onToggle={() =>
        setQuery({ finding: finding.id === opened ? undefined : finding.id }, { replace: true })
      }
    />
  );
  const foldButton = (which: Unfolded, word: string, list: readonly Finding[]) =>
    list.length > 0 && (
      <button
        type="button"
        className="button ghost"
        aria-expanded={shows(which, list)}
        onClick={() => fold(which, list)}
      >
        {shows(which, list) ? `Hide ${word.toLowerCase()}` : word}{" "}
        <span className="soft">{list.length}</span>
      </button>
    );
  const clean = cleanChecks(every);
  return (
    <section className="findings" aria-labelledby="findings-title">
      {error && <StaleNotice error={error} since={loadedAt} />}
      <header>
        <h2 id="findings-title">
          {open.length > 0
            ? plural(open.length, "finding")
            : silent.length > 0
              ? `No findings besides ${silent.length} muted`
              : nothingFound(props.range, closed, props.shown)}
        </h2>
        <p className="secondary">
          {open.length > 0
            ? [severities(open), beganTogether(open, now)].filter(Boolean).join(" \u00b7 ")
            : every.length === 0 && checksRan(props.readings)}
        </p>
        <div className="findings-folds">
          {open.length > 0 && clean.length > 0 && jvm.state === "live" && (
            <p className="secondary clean">
              {plural(clean.length, "check")} ran clean: {clean.join(", ")}
            </p>
          )}
          {every.length === 0 && (
            <button
              type="button"
              className="button"
              aria-expanded={unfolded === "checks"}
              onClick={() => setUnfolded(unfolded === "checks" ? undefined : "checks")}
            >
              {unfolded === "checks" ? "Hide" : "See"} the {CHECKS.length} checks
            </button>
          )}
          {foldButton("closed", "Closed", closed)}
          {foldButton("muted", "Muted", silent)}
        </div>
      </header>
      {unfolded === "checks" && every.length === 0 && (
        <ul className="checks" aria-label="Checks">
          {CHECKS.map((word) => (
            <li key={word}>{word}</li>
          ))}
        </ul>
      )}
      {open.length > 0 && <ul aria-label="Open findings">{open.map(row)}</ul>}
      {shows("muted", silent) && (
        <ul aria-label="Muted findings">{silent.map((each) => row(each, -1))}</ul>
      )}
      {shows("closed", closed) && (
        <ul aria-label="Closed findings">{closed.map((each) => row(each, -1))}</ul>
      )}
    </section>
  );
}
