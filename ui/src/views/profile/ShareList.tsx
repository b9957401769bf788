import { percentFine } from "../../format";

export interface ShareRow {
  key: string | number;
  name: string;
  /** In full, where the name is cut. */
  title?: string;
  share: number;
  /** What stands behind the name, where it is not the share. */
  text?: string;
  /** Absent where there is nothing to go to. */
  onPick?: () => void;
}

interface ShareListProps {
  title: string;
  unit: string;
  rows: readonly ShareRow[];
}

/** Names with their shares as bars, each leading to what it names. */
export function ShareList({ title, unit, rows }: ShareListProps) {
  return (
    <>
      <h3>
        {title} <span>{unit}</span>
      </h3>
      <ul className="neighbours">
        {rows.map((row) => (
          <li key={row.key}>
            {row.onPick ? (
              <button type="button" className="share-row" title={row.title} onClick={row.onPick}>
                <Row {...row} />
              </button>
            ) : (
              <span className="share-row" title={row.title}>
                <Row {...row} />
              </span>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

function Row({ name, share, text }: ShareRow) {
  return (
    <>
      <span className="bar" style={{ width: `${share * 76}%` }} />
      <span className="mono name">{name}</span>
      <span className="share">{text ?? percentFine(share)}</span>
    </>
  );
}
