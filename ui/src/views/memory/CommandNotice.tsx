import { WarningIcon } from "../shell/icons";
import type { LedgerCommand } from "./useLedgerCommand";

/** Why a reading that was asked for did not come about. */
export function CommandNotice({ command: { refused, failed } }: { command: LedgerCommand }) {
  if (refused === undefined && failed === undefined) return null;
  return (
    <p className="strip" role="alert">
      <WarningIcon label={refused ? "Refused" : "Failed"} />
      <span>
        <b>{refused ? refused.title : "The mappings were not read"}.</b>{" "}
        {refused ? refused.detail : failed?.message}
      </span>
    </p>
  );
}
