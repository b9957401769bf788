import type { Profile, ProfileDifference } from "../../api/types";
import { count, percentFine } from "../../format";

/** What must be known to read the samples right, in one quiet line. */
export function ProfileNotes({ profile }: { profile: Profile | ProfileDifference }) {
  const notes = [skippedText(profile), ...profile.notes].filter((each) => each !== "");
  if (notes.length === 0) return null;
  return (
    <ul className="notes" aria-label="Notes">
      {notes.map((note) => (
        <li key={note}>{note}</li>
      ))}
    </ul>
  );
}

/** "2.1% of the samples were skipped; the amounts are scaled up for them." */
export function skippedText({ skipped }: Profile | ProfileDifference): string {
  if (!skipped) return "";
  const what = `${percentFine(skipped.share)} of the samples, ${count(skipped.samples)}, were skipped to keep the cost down`;
  return skipped.scaled
    ? `${what}; amounts are scaled to what was measured in all.`
    : `${what}; amounts are of the others alone.`;
}
