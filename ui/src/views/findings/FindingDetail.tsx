import type { Finding, Jvm } from "../../api/types";
import { EvidenceChart } from "./EvidenceChart";
import { figureText, type FigureEvidence } from "./evidence";
import { ActionLink } from "./ActionLink";
import { Holders } from "./Holders";
import { distinctLinks } from "./links";
import { TakenIn } from "./TakenIn";
import { ThreadCycle } from "./ThreadCycle";

const HEIGHT = 96;

interface FindingDetailProps {
  finding: Finding;
  jvm: Jvm;
  now: number;
}

/** All the evidence of a finding, and what can be done about it. */
export function FindingDetail({ finding, jvm, now }: FindingDetailProps) {
  const figures = finding.evidence.filter((each): each is FigureEvidence => each.kind === "figure");
  const advice = finding.actions.flatMap(({ text, href }) => (href === undefined ? text : []));
  const links = distinctLinks(finding);
  return (
    <div className="finding-detail">
      {finding.evidence.map((each, i) => {
        switch (each.kind) {
          case "series":
            return (
              <EvidenceChart
                key={i}
                jvm={jvm}
                evidence={each}
                height={HEIGHT}
                now={now}
                mark={finding.since}
                axis
              />
            );
          case "threads":
            return <ThreadCycle key={i} evidence={each} />;
          case "stack":
            return <TakenIn key={i} jvm={jvm.id} evidence={each} />;
          case "holders":
            return <Holders key={i} evidence={each} />;
          case "text":
            return (
              <section key={i}>
                <h4>{each.label}</h4>
                <p className="prose">{each.text}</p>
              </section>
            );
          case "figure":
            return null;
        }
      })}
      {figures.length > 0 && (
        <dl className="figures">
          {figures.map((each) => (
            <div key={each.label}>
              <dt>{each.label}</dt>
              <dd>{figureText(each)}</dd>
            </div>
          ))}
        </dl>
      )}
      {(advice.length > 0 || links.length > 0) && (
        <section>
          <h4>What to do</h4>
          <ul className="prose">
            {advice.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
          <p className="finding-links">
            {links.map(({ text, href }) => (
              <ActionLink key={href} href={href}>
                {text}
              </ActionLink>
            ))}
          </p>
        </section>
      )}
    </div>
  );
}
