import { useEffect, useMemo, useRef } from "react";
import { clockDay, fullTime } from "../../format";
import { Key } from "../shell/Key";
import type { JvmReadings } from "./jvmReadings";
import type { MemoryStack } from "./memoryStack";
import { readingTable } from "./readingTable";

interface ReadingTableProps {
  times: readonly number[];
  stack: MemoryStack | undefined;
  readings: JvmReadings;
  now: number;
  onClose: () => void;
}

/** The tracks as a table, the newest first: for who cannot see them, and for who wants numbers. */
export function ReadingTable({ times, stack, readings, now, onClose }: ReadingTableProps) {
  const columns = useMemo(() => readingTable(times, stack, readings), [times, stack, readings]);
  const newestFirst = times.map((_, i) => times.length - 1 - i);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus({ preventScroll: true }), []);
  return (
    <section className="reading-table" aria-label="Readings">
      <header>
        <h2>Readings</h2>
        <p className="secondary">
          {times.length} lines. Where one stands for several readings it has the last of them.
        </p>
        <button type="button" className="button" onClick={onClose}>
          Show the tracks <Key name="T" />
        </button>
      </header>
      <div className="reading-scroll" tabIndex={0} ref={box} role="region" aria-label="Table">
        <table>
          <thead>
            <tr>
              <th scope="col">Time</th>
              {columns.map(({ name, unit }) => (
                <th key={name} scope="col" className="num">
                  {name} {unit && <span className="soft">{unit}</span>}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {newestFirst.map((i) => (
              <tr key={times[i]}>
                <th scope="row">
                  <time title={fullTime(times[i]!)}>{clockDay(times[i]!, now, true)}</time>
                </th>
                {columns.map(({ name, cells }) => (
                  <td key={name} className="num">
                    {cells[i]}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
