import { inOrder, type ThreadsEvidence } from "./evidence";

/** Threads that wait for each other, each with what it waits for, who holds that, and its stack. */
export function ThreadCycle({ evidence }: { evidence: ThreadsEvidence }) {
  const threads = inOrder(evidence);
  return (
    <section className="cycle" aria-label={evidence.label}>
      <h4>{evidence.label}</h4>
      <ol>
        {threads.map((thread) => (
          <li key={thread.name}>
            <p>
              <b className="mono">{thread.name}</b>
              {" waits for "}
              <span className="mono">{thread.waitsFor}</span>
              {", held by "}
              <b className="mono">{thread.heldBy}</b>
            </p>
            {thread.stack.length > 0 && (
              <details>
                <summary>
                  <span className="mono">{thread.stack[0]}</span>
                  <span className="soft"> and {thread.stack.length - 1} below</span>
                </summary>
                <ol className="stack mono">
                  {thread.stack.slice(1).map((frame, i) => (
                    <li key={i}>{frame}</li>
                  ))}
                </ol>
              </details>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}

/** The threads in a line, ending where it began if they are a cycle. */
export function cycleWords(evidence: ThreadsEvidence): { names: string[]; cycle: boolean } {
  const threads = inOrder(evidence);
  const names = threads.map((each) => each.name);
  const cycle = threads.every((each, i) => each.heldBy === names[(i + 1) % names.length]);
  return { names: cycle && names.length > 0 ? [...names, names[0]!] : names, cycle };
}
