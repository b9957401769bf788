import type { ReactNode } from "react";

interface SegmentedProps<T extends string> {
  label: string;
  choices: readonly (readonly [T, ReactNode])[];
  chosen: T;
  onChoose: (choice: T) => void;
}

/** A row of buttons of which one is on. */
export function Segmented<T extends string>(props: SegmentedProps<T>) {
  return (
    <div className="segmented" role="group" aria-label={props.label}>
      {props.choices.map(([each, text]) => (
        <button
          key={each}
          type="button"
          aria-pressed={props.chosen === each}
          onClick={() => props.onChoose(each)}
        >
          {text}
        </button>
      ))}
    </div>
  );
}
