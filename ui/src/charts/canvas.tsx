import { useLayoutEffect, useRef, useState, type RefObject } from "react";

export interface Size {
  width: number;
  height: number;
}

/** The size of an element's content box, kept up to date. */
export function useSize<E extends HTMLElement>(): [RefObject<E | null>, Size] {
  const element = useRef<E>(null);
  const [size, setSize] = useState<Size>({ width: 0, height: 0 });
  useLayoutEffect(() => {
    const target = element.current;
    if (!target) return;
    function look() {
      const { clientWidth: width, clientHeight: height } = target!;
      // The observer also tells what is known already, which must not be drawn again.
      setSize((before) =>
        before.width === width && before.height === height ? before : { width, height },
      );
    }
    const observer = new ResizeObserver(look);
    observer.observe(target);
    look();
    return () => observer.disconnect();
  }, []);
  return [element, size];
}

interface DrawingProps extends Size {
  label: string;
  /** Must be stable while its result would be the same: every new one is drawn. */
  draw: (context: CanvasRenderingContext2D, size: Size) => void;
  className?: string;
}

/** A picture with a text alternative, drawn at the resolution of the screen. */
export function Drawing({ label, width, height, draw, className }: DrawingProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  // With the text around it and not a frame later.
  useLayoutEffect(() => {
    if (canvas.current && width > 0 && height > 0) paint(canvas.current, { width, height }, draw);
  }, [width, height, draw]);
  return (
    <canvas
      ref={canvas}
      role="img"
      aria-label={label}
      className={className}
      style={{ width, height }}
    />
  );
}

export function paint(
  canvas: HTMLCanvasElement,
  size: Size,
  draw: (context: CanvasRenderingContext2D, size: Size) => void,
): void {
  const ratio = window.devicePixelRatio || 1;
  const width = Math.round(size.width * ratio);
  const height = Math.round(size.height * ratio);
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  const context = canvas.getContext("2d");
  if (!context) return;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, size.width, size.height);
  draw(context, size);
}
