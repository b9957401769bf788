import { useCallback, useRef, useState } from "react";

/** Copies text and says so for a moment: the text that was copied last, or undefined. */
export function useCopy(): [copied: string | undefined, copy: (text: string) => void] {
  const [copied, setCopied] = useState<string>();
  const timer = useRef<number | undefined>(undefined);
  const copy = useCallback((text: string) => {
    void write(text).then(() => {
      setCopied(text);
      window.clearTimeout(timer.current);
      timer.current = window.setTimeout(() => setCopied(undefined), 2_000);
    });
  }, []);
  return [copied, copy];
}

async function write(text: string): Promise<void> {
  // Plain http from another machine has no clipboard interface.
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const area = document.createElement("textarea");
  area.value = text;
  document.body.append(area);
  area.select();
  document.execCommand("copy");
  area.remove();
}
