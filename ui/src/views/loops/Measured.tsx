import { millisText } from "./sentence";

/** A length of time, its unit paler; nothing where it is not known. */
export function Measured({ millis }: { millis: number | undefined }) {
  if (millis === undefined) return null;
  const text = millisText(millis);
  const space = text.indexOf(" ");
  return (
    <>
      {text.slice(0, space)} <span className="soft">{text.slice(space + 1)}</span>
    </>
  );
}
