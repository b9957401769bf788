import { useEffect, useLayoutEffect, useState, type RefObject } from "react";
import { rowsWithin } from "./rowWindow";

/** Which rows of a table are near what the page shows of it, while it scrolls and changes. */
export function useRowWindow(
  body: RefObject<HTMLElement | null>,
  offsets: readonly number[],
): [first: number, end: number] {
  const [range, setRange] = useState<[number, number]>([0, 60]);
  useLayoutEffect(() => {
    function look() {
      const element = body.current;
      if (!element) return;
      const top = -element.getBoundingClientRect().top;
      const next = rowsWithin(offsets, top, top + window.innerHeight);
      setRange((before) => (before[0] === next[0] && before[1] === next[1] ? before : next));
    }
    look();
    window.addEventListener("scroll", look, { passive: true });
    window.addEventListener("resize", look);
    return () => {
      window.removeEventListener("scroll", look);
      window.removeEventListener("resize", look);
    };
  }, [body, offsets]);
  return range;
}

/** Whether a media query holds, such as that the pointer is coarse. */
export function useMedia(query: string): boolean {
  const [matches, setMatches] = useState(() => matchMedia(query).matches);
  useEffect(() => {
    const list = matchMedia(query);
    const onChange = () => setMatches(list.matches);
    onChange();
    list.addEventListener("change", onChange);
    return () => list.removeEventListener("change", onChange);
  }, [query]);
  return matches;
}
