import { useState } from "react";
import { asApiError, forgetJvm } from "../../api/client";
import { go } from "../../state/place";

/** Takes a JVM that is gone from the fleet; asks once more, for its findings go with it. */
export function ForgetButton({ id }: { id: string }) {
  const [asking, setAsking] = useState(false);
  const [failed, setFailed] = useState<string>();
  async function forget() {
    try {
      await forgetJvm(id);
      go("/");
    } catch (cause) {
      const { title, detail } = asApiError(cause);
      setFailed(`${title}. ${detail}`);
      setAsking(false);
    }
  }
  return (
    <>
      {asking ? (
        <>
          <button type="button" className="button" autoFocus onClick={() => void forget()}>
            Forget it and its findings
          </button>
          <button type="button" className="link" onClick={() => setAsking(false)}>
            Keep it
          </button>
        </>
      ) : (
        <button type="button" className="button" onClick={() => setAsking(true)}>
          Forget this JVM
        </button>
      )}
      {failed && <span role="alert">{failed}</span>}
    </>
  );
}
