import { shortName } from "../../flame/names";
import { percentFine } from "../../format";
import { setQuery } from "../../state/place";
import { NoticeIcon } from "../shell/icons";
import { hiddenChange } from "./profileQuery";
import type { Hidden } from "./usePicture";

interface HiddenNoticeProps {
  hidden: Hidden;
  /** The keys in the address, of which some may name no frame of this profile. */
  keys: readonly string[];
  /** What the shares are of, such as "CPU time". */
  weight: string;
}

/** What was left out of the picture, that shares are of the rest, and the way back. */
export function HiddenNotice({ hidden, keys, weight }: HiddenNoticeProps) {
  if (hidden.frames.length === 0) return null;
  return (
    <div className="strip hidden-frames" role="status">
      <NoticeIcon />
      <div>
        <b>{percentFine(hidden.share)} is hidden.</b> Shares are of the rest of the{" "}
        {weight.toLowerCase().replace("cpu", "CPU")}, without
        <ul aria-label="Hidden frames">
          {hidden.frames.map(({ key, name }) => (
            <li key={key}>
              <button
                type="button"
                className="link mono"
                title={name}
                aria-label={`Show ${name} again`}
                onClick={() => setQuery(hiddenChange(keys.filter((each) => each !== key)))}
              >
                {shortName(name)}
              </button>
            </li>
          ))}
        </ul>
      </div>
      <button type="button" className="link" onClick={() => setQuery(hiddenChange([]))}>
        Show all again
      </button>
    </div>
  );
}
