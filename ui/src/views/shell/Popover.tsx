import { useEffect, useRef, type KeyboardEvent, type ReactNode, type RefObject } from "react";
import { ChevronIcon } from "./icons";

interface PopoverProps {
  /** What the button shows. */
  label: ReactNode;
  /** Its name, where what it shows would not say enough. */
  name?: string;
  title?: string;
  className?: string;
  popup: "menu" | "dialog";
  open: boolean;
  onOpen: (open: boolean) => void;
  children: ReactNode;
}

/** A button with a box under it that closes by Escape and by a click elsewhere. */
export function Popover(props: PopoverProps) {
  const { open, onOpen } = props;
  const box = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  useClickElsewhere(box, open, () => onOpen(false));
  useEffect(() => {
    if (!open) return;
    const opener = button.current;
    focusFirst(box.current?.querySelector<HTMLElement>(".popover"));
    return () => {
      // What had the focus is gone with the box, unless a click took it elsewhere.
      if (document.activeElement === document.body) opener?.focus();
    };
  }, [open]);

  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== "Escape" || !open) return;
    event.stopPropagation();
    event.preventDefault();
    onOpen(false);
  }
  return (
    <div className={`popover-place ${props.className ?? ""}`} ref={box} onKeyDown={onKeyDown}>
      <button
        ref={button}
        type="button"
        className="button"
        aria-haspopup={props.popup}
        aria-expanded={open}
        aria-label={props.name}
        title={props.title}
        onClick={() => onOpen(!open)}
      >
        {props.label}
        <ChevronIcon open />
      </button>
      {open && <div className="popover">{props.children}</div>}
    </div>
  );
}

function useClickElsewhere(
  box: RefObject<HTMLElement | null>,
  open: boolean,
  onElsewhere: () => void,
) {
  const latest = useRef(onElsewhere);
  useEffect(() => {
    latest.current = onElsewhere;
  });
  useEffect(() => {
    if (!open) return;
    function onPointer(event: PointerEvent) {
      if (!box.current?.contains(event.target as Node)) latest.current();
    }
    document.addEventListener("pointerdown", onPointer);
    return () => document.removeEventListener("pointerdown", onPointer);
  }, [box, open]);
}

/** To what is chosen now, or else to the first thing there is to do. */
function focusFirst(popover: HTMLElement | null | undefined) {
  const chosen = popover?.querySelector<HTMLElement>(
    '[aria-checked="true"], [aria-pressed="true"]',
  );
  (chosen ?? popover?.querySelector<HTMLElement>("input, button, a"))?.focus();
}
