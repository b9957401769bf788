import { amount } from "../../amounts";
import type { HoldersEvidence } from "./evidence";

/** What has most of what grows: each by its name, with its amounts. */
export function Holders({ evidence }: { evidence: HoldersEvidence }) {
  const { label, units, rows } = evidence;
  return (
    <section className="holders">
      <h4>{label}</h4>
      <table aria-label={label}>
        <tbody>
          {rows.map(({ name, amounts }, i) => (
            <tr key={i}>
              <th scope="row" className="mono" title={name}>
                {name}
              </th>
              {units.map((unit, at) => (
                <td key={unit} className="num">
                  {amountIn(amounts[at], unit)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** What is not known stays empty. */
function amountIn(value: number | undefined, unit: string): string {
  return value === undefined ? "" : amount(value, unit);
}
