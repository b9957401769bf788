import type { Finding } from "../../api/types";
import { clockDay } from "../../format";
import { figureWords, sureWord } from "../findings/evidence";
import { SeverityIcon } from "../findings/severity";

/** The worst finding about memory, as the sentence that the view begins with. */
export function MemorySentenceFound({ findings, now }: { findings: Finding[]; now: number }) {
  return (
    <div className="sentence found">
      {findings.map((finding) => (
        <div key={finding.id} className="found-row">
          <SeverityIcon severity={finding.severity} />
          <div>
            <p>{finding.summary}</p>
            <p className="evidence">
              {[`since ${clockDay(finding.since, now)}`, sureWord(finding), ...figureWords(finding)]
                .filter(Boolean)
                .join(" \u00b7 ")}
            </p>
          </div>
        </div>
      ))}
    </div>
  );
}
