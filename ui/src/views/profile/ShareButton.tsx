import { CopyButton } from "../shell/CopyButton";
import { hrefWith } from "../../state/place";
import { rangeQuery, type Interval, type TimeRange } from "../../state/range";

interface ShareButtonProps {
  copied: boolean;
  onShare: () => void;
}

/** Copies the address of what is shown, with its times written out. */
export function ShareButton({ copied, onShare }: ShareButtonProps) {
  return (
    <CopyButton
      text="Share"
      done="Link copied"
      copied={copied}
      title="Copies the address of what is shown, with the times it is shown for (L)"
      onCopy={onShare}
    />
  );
}

/** The address that shows the same to somebody else and later: a live range becomes its times. */
export function sharedAddress(
  page: { origin: string; pathname: string; search: string },
  range: TimeRange,
  shown: Interval,
): string {
  const fixed = rangeQuery({ span: range.span, fixed: range.fixed ?? shown });
  return page.origin + hrefWith(page.pathname, new URLSearchParams(page.search), fixed);
}
