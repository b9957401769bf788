import { Fragment } from "react";
import type { Finding, Jvm } from "../../api/types";
import { clockDay, fullTime } from "../../format";
import { ChevronIcon } from "../shell/icons";
import { Key } from "../shell/Key";
import { ActionLink } from "./ActionLink";
import { EvidenceChart } from "./EvidenceChart";
import { figureWords, sureWord, type SeriesEvidence, type ThreadsEvidence } from "./evidence";
import { FindingDetail } from "./FindingDetail";
import { distinctLinks } from "./links";
import { ruleWord } from "./rules";
import { SEVERITY_WORD, SeverityIcon } from "./severity";
import { cycleWords } from "./ThreadCycle";

const CHART_HEIGHT = 48;
const BUTTONS = 2;

interface FindingRowProps {
  finding: Finding;
  jvm: Jvm;
  now: number;
  open: boolean;
  /** The one to begin with, while none is open. */
  first: boolean;
  /** Whether this browser keeps it folded away. */
  muted: boolean;
  onMute: () => void;
  onToggle: () => void;
}

/** One finding: how bad, what in a sentence, since when and how sure, its proof, what to do. */
export function FindingRow(props: FindingRowProps) {
  const { finding, jvm, now, open, muted, onToggle } = props;
  const closed = finding.state === "closed";
  const links = distinctLinks(finding).slice(0, BUTTONS);
  return (
    <li
      className={`finding ${finding.severity} ${closed || muted ? "closed" : ""} ${open ? "open" : ""}`}
      data-finding={finding.id}
    >
      <div className="finding-row">
        <SeverityIcon severity={finding.severity} />
        <div className="finding-text">
          <button
            type="button"
            id={findingId(finding)}
            className="finding-summary"
            aria-expanded={open}
            aria-controls={`${findingId(finding)}-detail`}
            onClick={onToggle}
          >
            {finding.summary}
          </button>
          <p className="evidence">{evidenceLine(finding, now)}</p>
        </div>
        <Proof finding={finding} jvm={jvm} now={now} />
        <div className="finding-actions">
          {links.map((each, i) => (
            <ActionLink
              key={each.text}
              className={
                i === 0 && !closed && !muted && (open || props.first) ? "button primary" : "button"
              }
              href={each.href}
            >
              {each.text}
            </ActionLink>
          ))}
          <button
            type="button"
            className="icon-button"
            aria-label={open ? "Hide the evidence" : "Show the evidence"}
            aria-expanded={open}
            tabIndex={-1}
            onClick={onToggle}
          >
            <ChevronIcon open={open} />
          </button>
        </div>
      </div>
      <div id={`${findingId(finding)}-detail`} hidden={!open}>
        {open && <FindingDetail finding={finding} jvm={jvm} now={now} />}
        {open && !closed && (
          <p className="finding-mute">
            <button type="button" className="button" onClick={props.onMute}>
              {muted ? "Show it again" : "Mute in this browser"} <Key name="M" />
            </button>
          </p>
        )}
      </div>
    </li>
  );
}

export function findingId({ id }: Finding): string {
  return `finding-${id}`;
}

/** The first evidence that can be drawn small. */
function Proof({ finding, jvm, now }: { finding: Finding; jvm: Jvm; now: number }) {
  const drawn = finding.evidence.find(
    (each): each is SeriesEvidence | ThreadsEvidence =>
      each.kind === "series" || each.kind === "threads",
  );
  if (!drawn) return <div />;
  if (drawn.kind === "series") {
    return (
      <EvidenceChart
        jvm={jvm}
        evidence={drawn}
        height={CHART_HEIGHT}
        now={now}
        mark={finding.since}
      />
    );
  }
  const { names, cycle } = cycleWords(drawn);
  return (
    <p className="cycle-words mono" aria-label={`${drawn.label}: ${names.join(", ")}`}>
      {names.map((name, i) => (
        <Fragment key={i}>
          {i > 0 && <span className="soft">{cycle ? " \u2192 " : ", "}</span>}
          {name}
        </Fragment>
      ))}
    </p>
  );
}

function evidenceLine(finding: Finding, now: number) {
  const parts = [sureWord(finding), ...figureWords(finding), ruleWord(finding.rule)];
  return (
    <>
      <b className="severity-word">{SEVERITY_WORD[finding.severity]}</b>
      {" \u00b7 "}
      {finding.closedAt === undefined ? "Since " : "From "}
      <time title={fullTime(finding.since)}>{clockDay(finding.since, now)}</time>
      {finding.closedAt !== undefined && (
        <>
          {" to "}
          <time title={fullTime(finding.closedAt)}>{clockDay(finding.closedAt, now)}</time>
        </>
      )}
      {parts.map((part) => ` \u00b7 ${part}`)}
    </>
  );
}
