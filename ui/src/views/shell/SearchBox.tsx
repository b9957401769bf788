import type { ReactNode, RefObject } from "react";
import { setQuery } from "../../state/place";

interface SearchBoxProps {
  box: RefObject<HTMLInputElement | null>;
  /** Stands before the field. */
  word: string;
  label: string;
  placeholder: string;
  text: string;
  className?: string;
  onEnter?: () => void;
  /** What the search found. */
  children: ReactNode;
}

/** A search whose text is the address's q: Escape empties it, and it can be shared. */
export function SearchBox(props: SearchBoxProps) {
  return (
    <label className={`search-box ${props.className ?? ""}`}>
      <span>{props.word}</span>
      <input
        ref={props.box}
        type="search"
        aria-label={props.label}
        spellCheck={false}
        placeholder={props.placeholder}
        value={props.text}
        onChange={(event) => setQuery({ q: event.target.value }, { replace: true })}
        onKeyDown={(event) => {
          if (event.key === "Escape") {
            setQuery({ q: undefined }, { replace: true });
            event.currentTarget.blur();
          } else if (event.key === "Enter" && props.onEnter) {
            props.onEnter();
            event.currentTarget.blur();
          }
        }}
      />
      <output>{props.children}</output>
    </label>
  );
}
