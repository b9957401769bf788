import { useState, type PointerEvent } from "react";

// A shorter drag is a click with an unsteady hand.
const LEAST_DRAG_PX = 5;

/** A drag over an element, in pixels from its left edge. */
export interface Drag {
  start: number;
  end: number;
  /** Whether Shift was held when it began. */
  shift: boolean;
}

interface DragOptions {
  /** Touch is left to the page, so that it scrolls. */
  noTouch?: boolean;
  onEnd: (drag: Drag) => void;
  /** Pressed and released in one place. */
  onClick?: (x: number) => void;
}

/** The drag that is going on, once it is long enough to be one, and what makes an element draggable. */
export function useDrag({ noTouch, onEnd, onClick }: DragOptions) {
  const [pressed, setPressed] = useState<Drag>();
  const isDrag = pressed !== undefined && Math.abs(pressed.end - pressed.start) >= LEAST_DRAG_PX;
  const cancel = () => setPressed(undefined);
  const handlers = {
    onPointerDown(event: PointerEvent<HTMLElement>) {
      if (event.button !== 0 || (noTouch && event.pointerType === "touch")) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      const x = xWithin(event);
      setPressed({ start: x, end: x, shift: event.shiftKey });
    },
    onPointerMove(event: PointerEvent<HTMLElement>) {
      if (pressed) setPressed({ ...pressed, end: xWithin(event) });
    },
    onPointerUp() {
      if (isDrag) onEnd(pressed);
      else if (pressed) onClick?.(pressed.start);
      cancel();
    },
    onPointerCancel: cancel,
  };
  return { drag: isDrag ? pressed : undefined, cancel, handlers };
}

/** Where an event happened in the element that handles it, from 0 to its width. */
export function xWithin(event: PointerEvent<HTMLElement>): number {
  const box = event.currentTarget.getBoundingClientRect();
  return Math.min(Math.max(event.clientX - box.left, 0), box.width);
}
