import type { Finding } from "../../api/types";
import { clockDay, mib, mibChange, percent } from "../../format";
import { sureWord } from "../findings/evidence";
import { SeverityIcon } from "../findings/severity";
import type { MemoryStack } from "../overview/memoryStack";
import { findingOf } from "./memoryRules";
import { growth, type RegionRow } from "./regionRows";
import { Sparkline } from "./Sparkline";

const LISTED = 7;
const NOTEWORTHY_BYTES = 1024 * 1024;

// Less than this of what there is, over the whole time, is not worth a word.
const FLAT_SHARE = 0.02;

interface GrowthPaneProps {
  stack: MemoryStack;
  rows: readonly RegionRow[];
  since: number;
  findings: readonly Finding[];
  now: number;
}

/** Which regions made RSS grow, the most first, with what is found about each. */
export function GrowthPane({ stack, rows, since, findings, now }: GrowthPaneProps) {
  const rss = growth(stack.times, stack.rssAt, since).change;
  const changed = rows
    .filter((row) => row.change !== undefined)
    .sort((a, b) => Math.abs(b.change!) - Math.abs(a.change!));
  const grown = changed.filter((row) => row.change! > 0);
  const all = grown.reduce((sum, row) => sum + row.change!, 0);
  // Of what came before all mappings were read nobody can say what it was.
  const parts = changed.reduce((sum, row) => sum + row.change!, 0);
  const unsplit = Math.max(0, (rss ?? 0) - parts);
  const most = Math.max(...changed.map((row) => Math.abs(row.change!)), NOTEWORTHY_BYTES);
  return (
    <section className="growth" aria-label="Growth by region">
      <h2>{title(rss, clockDay(stack.times[since]!, now))}</h2>
      {all > 0 && rss !== undefined && rss > 0 && (
        <div
          className="growth-bar"
          role="img"
          aria-label={grown.map((row) => `${row.name} ${percent(row.change! / all)}`).join(", ")}
        >
          {grown.map((row) => (
            <span
              key={row.id}
              className={`swatch region-${row.id}`}
              style={{ flexGrow: row.change! / all }}
            />
          ))}
          {unsplit >= NOTEWORTHY_BYTES && (
            <span className="swatch region-rest" style={{ flexGrow: unsplit / all }} />
          )}
        </div>
      )}
      {unsplit >= NOTEWORTHY_BYTES && (
        <p className="caption">
          {mib(unsplit)} of it came before all mappings were read, and is not split.
        </p>
      )}
      <ul>
        {changed.slice(0, LISTED).map((row) => {
          const finding = findingOf(findings, row.id);
          return (
            <li key={row.id} className={finding ? "found" : undefined}>
              <span className="growth-name">
                <span className={`swatch region-${row.id}`} />
                {row.name}
              </span>
              <Sparkline
                times={stack.times}
                values={row.values}
                from={since}
                colour={`region-${row.id}`}
                span={most}
                label={`${row.name} over time`}
              />
              <span className="num">
                <b>{mibChange(row.change!)}</b> <span className="soft">MiB</span>
              </span>
              <span className="growth-word">
                {finding ? (
                  <>
                    <b>
                      <SeverityIcon severity={finding.severity} /> Growing, {sureWord(finding)}
                    </b>
                    <span className="caption">since {clockDay(finding.since, now)}</span>
                  </>
                ) : (
                  isFlat(row) && "Flat"
                )}
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function title(rss: number | undefined, since: string): string {
  if (rss === undefined) return `What changed since ${since}`;
  if (Math.abs(rss) < NOTEWORTHY_BYTES) return `RSS is as at ${since}`;
  return rss > 0 ? `What made RSS grow by ${mib(rss)}` : `What made RSS shrink by ${mib(-rss)}`;
}

function isFlat({ change, now }: RegionRow): boolean {
  return Math.abs(change!) < Math.max(NOTEWORTHY_BYTES, FLAT_SHARE * now);
}
