import { Key } from "./Key";

interface CopyButtonProps {
  text: string;
  /** What it says for a moment when it is done. */
  done: string;
  copied: boolean;
  keyName?: string;
  title?: string;
  small?: boolean;
  onCopy: () => void;
}

/** A button that says in its place that it copied. */
export function CopyButton(props: CopyButtonProps) {
  const { text, done, copied, keyName } = props;
  return (
    <>
      <button
        type="button"
        className={props.small ? "button small" : "button"}
        title={props.title}
        onClick={props.onCopy}
      >
        {copied ? done : text} {keyName && <Key name={keyName} />}
      </button>
      {/* Beside the button: a status within it would take its name away. */}
      <span className="spoken" role="status">
        {copied && done}
      </span>
    </>
  );
}
