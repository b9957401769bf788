import { useCopy } from "../shell/copy";
import { Key } from "../shell/Key";
import { Link } from "../shell/Link";

const START_ID = "copy-start";

// The agent reports here without being told.
const DEFAULT_ORIGIN = "http://127.0.0.1:7070";

/** Nothing reports yet: the commands that change this. */
export function FirstRun() {
  const origin = location.origin;
  const local = origin === DEFAULT_ORIGIN || origin === "http://localhost:7070";
  const start = local ? "" : `=collector=${origin}`;
  const attach = local ? "" : ` collector=${origin}`;
  return (
    <section className="message first-run">
      <h1>No JVM has reported yet</h1>
      <p>Start one with the agent, or attach to one that runs. It appears here within 10 s.</p>
      <dl>
        <Command what="Get the agent from this collector" text={`curl -O ${origin}/diag.jar`} />
        <Command
          what="Start a JVM with it"
          text={`java -javaagent:diag.jar${start} -jar app.jar`}
          copyKey
        />
        <Command
          what="Or attach to a JVM that runs, here with process id 4711"
          text={`java -jar diag.jar attach 4711${attach}`}
        />
      </dl>
      <p className="caption">
        The browser fetches it too: <a href="/diag.jar">diag.jar</a>
      </p>
      <p>
        What holds the memory of a JVM is told without the agent, too:{" "}
        <Link href="/heap">Heap dumps</Link>
      </p>
    </section>
  );
}

/** Copies the command that starts a JVM, as its button does. */
export function copyStart(): void {
  document.getElementById(START_ID)?.click();
}

interface CommandProps {
  what: string;
  text: string;
  /** Whether the key Y copies it. */
  copyKey?: boolean;
}

function Command({ what, text, copyKey }: CommandProps) {
  const [copied, copy] = useCopy();
  return (
    <>
      <dt>{what}</dt>
      <dd className="command">
        <code>{text}</code>
        <button
          type="button"
          id={copyKey ? START_ID : undefined}
          className="button"
          aria-label={`Copy: ${text}`}
          onClick={() => copy(text)}
        >
          <span role="status">{copied ? "Copied" : "Copy"}</span>
          {copyKey && <Key name="Y" />}
        </button>
      </dd>
    </>
  );
}
