import type { Beside, Limit } from "./limits";
import { Bar, Figures } from "./RegionCells";
import type { growth } from "./regionRows";
import type { SwappedOut } from "./swappedOut";

interface WholeRowsProps {
  rss: number | undefined;
  /** Of RSS. */
  growth: ReturnType<typeof growth>;
  swap: SwappedOut | undefined;
  beside: Beside | undefined;
  limit: Limit | undefined;
  /** Where the line of the limit stands. */
  line: string | undefined;
  /** Bytes as a share of the scale. */
  share: (bytes: number) => string;
}

/** What the regions sum to, what is in swap besides, and what is left. */
export function WholeRows({ rss, growth, swap, beside, limit, line, share }: WholeRowsProps) {
  const left = limit !== undefined && rss !== undefined ? limit.bytes - rss : undefined;
  const { change, perMinute } = growth;
  return (
    <>
      {rss !== undefined && (
        <tr className="whole">
          <th scope="row" className="region-name">
            RSS
          </th>
          <td className="region-bar">
            <Bar colour="region-whole" left="0" width={share(rss)} line={line} />
          </td>
          <Figures now={rss} {...growth} strong />
          <td className="region-source">/proc/self/status</td>
        </tr>
      )}
      {swap && (
        <tr className="whole">
          <th scope="row" className="region-name" title="in swap, and no part of RSS">
            Swapped out
          </th>
          <td className="region-bar">
            <Bar colour="region-swap" left="0" width={share(swap.now)} line={line} />
          </td>
          <Figures {...swap} strong />
          <td className="region-source">VmSwap, no part of RSS</td>
        </tr>
      )}
      {beside && (
        <tr className="whole">
          <th
            scope="row"
            className="region-name"
            title="counted against the limit, and given back by the kernel where it is cache"
          >
            Page cache, kernel, others
          </th>
          <td className="region-bar">
            {rss !== undefined && limit && line !== undefined && (
              <Bar
                colour="region-swap"
                left={share(rss)}
                width={share(Math.min(beside.now, Math.max(0, limit.bytes - rss)))}
                line={line}
              />
            )}
          </td>
          <Figures {...beside} strong={false} />
          <td className="region-source">cgroup less RSS, no part of it</td>
        </tr>
      )}
      {left !== undefined && (
        <tr className="whole">
          <th scope="row" className="region-name">
            Left {limit!.name}
          </th>
          <td className="region-bar">
            {line !== undefined && left > 0 && (
              <Bar colour="region-left" left={share(rss!)} width={share(left)} line={line} />
            )}
          </td>
          <Figures
            now={left}
            change={change === undefined ? undefined : -change}
            perMinute={perMinute === undefined ? undefined : -perMinute}
            strong
          />
          <td className="region-source">{limit!.source}</td>
        </tr>
      )}
    </>
  );
}
