import type { ApiError } from "../../api/client";
import type { Command } from "../../api/types";
import { WarningIcon } from "./icons";

interface CommandProblemProps {
  /** Why the collector did not take a command. */
  refused: ApiError | undefined;
  /** The last one, if it did not come to its end. */
  failed: Command | undefined;
  /** What is said of that, as in "The last snapshot failed". */
  title: string;
}

/** Why what a person asked of a JVM did not come about; nothing where it did. */
export function CommandProblem({ refused, failed, title }: CommandProblemProps) {
  if (refused === undefined && failed === undefined) return null;
  return (
    <p className="strip" role="alert">
      <WarningIcon label={refused ? "Refused" : "Failed"} />
      <span>
        <b>{refused ? refused.title : title}.</b> {refused ? refused.detail : failed?.message}
      </span>
    </p>
  );
}
