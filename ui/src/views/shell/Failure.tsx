import { useState, type FormEvent, type ReactNode } from "react";
import type { ApiError } from "../../api/client";
import { readToken, storeToken } from "../../api/token";
import { clockSeconds } from "../../format";
import { WarningIcon } from "./icons";
import { Message } from "./Message";

interface FailureProps {
  error: ApiError;
  onRetry: () => void;
  /** Further ways out, such as a link back to the fleet. */
  also?: ReactNode;
}

/** Stands where the content would: the error, or the question for the token it lacks. */
export function Failure({ error, onRetry, also }: FailureProps) {
  if (error.status === 401) return <TokenQuestion detail={error.detail} />;
  return (
    <Message
      urgent
      icon={<WarningIcon label="Error" />}
      title={error.title}
      actions={
        <>
          {error.status !== 404 && (
            <button type="button" className="button primary" onClick={onRetry}>
              Try again
            </button>
          )}
          {also}
        </>
      }
    >
      <p>{error.detail}</p>
    </Message>
  );
}

/** What is shown is old, because its refresh fails. */
export function StaleNotice({ error, since }: { error: ApiError; since: number | undefined }) {
  if (error.status === 401) return <TokenQuestion detail={error.detail} />;
  return (
    <p className="strip" role="alert">
      <WarningIcon />
      <span>
        <b>{error.title}</b>
        {since === undefined
          ? ""
          : `, so this shows what was known at ${clockSeconds(since)}`}. {error.detail} Asked again
        every few seconds.
      </span>
    </p>
  );
}

function TokenQuestion({ detail }: { detail: string }) {
  const [token, setToken] = useState("");
  const refused = readToken() !== null;
  function submit(event: FormEvent) {
    event.preventDefault();
    if (token.trim() !== "") storeToken(token.trim());
  }
  return (
    <Message title={refused ? "The token was refused" : "This collector asks for a token"}>
      <p>{detail}</p>
      <form className="token" onSubmit={submit}>
        <label htmlFor="token">Token</label>
        <input
          id="token"
          type="password"
          autoComplete="off"
          spellCheck={false}
          autoFocus
          value={token}
          onChange={(event) => setToken(event.target.value)}
        />
        <button type="submit" className="button primary">
          Use token
        </button>
      </form>
      <p className="caption">It is kept in this tab until you close it.</p>
    </Message>
  );
}
