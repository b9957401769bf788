import { CopyButton } from "../shell/CopyButton";
import { Key } from "../shell/Key";

export interface FrameActions {
  onSandwich: () => void;
  onHide: () => void;
  onPath: () => void;
  onZoom: () => void;
}

interface DetailsActionsProps extends FrameActions {
  inSandwich: boolean;
  pathShown: boolean;
  copied: boolean;
  onCopy: () => void;
}

/** What can be done with the selected frame, each with its key. */
export function DetailsActions(props: DetailsActionsProps) {
  return (
    <div className="details-actions">
      <button
        type="button"
        className="button"
        aria-pressed={props.inSandwich}
        onClick={props.onSandwich}
      >
        Sandwich <Key name="S" />
      </button>
      <button type="button" className="button" onClick={props.onHide}>
        Hide <Key name="H" />
      </button>
      <CopyButton
        text="Copy"
        done="Copied"
        keyName="Y"
        copied={props.copied}
        onCopy={props.onCopy}
      />
      <button type="button" className="button" onClick={props.onZoom}>
        Zoom <Key name="Enter" />
      </button>
      <button
        type="button"
        className="button"
        aria-pressed={props.pathShown}
        onClick={props.onPath}
      >
        Path to root <Key name="R" />
      </button>
    </div>
  );
}
