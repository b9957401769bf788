import { useEffect, useState } from "react";
import { getFrameDetail } from "../../api/client";
import type { FrameDetail, JvmDetail } from "../../api/types";
import { usePolled, type Polled } from "../../state/polled";

/** Walking from frame to frame with the arrows asks only where one stays. */
const SETTLED_MILLIS = 300;

/** A live range moves all the time; its lines are read again once a minute. */
const MOMENT_MILLIS = 60_000;

export interface FrameQuestion {
  jvm: JvmDetail;
  event: string;
  from: number;
  to: number;
  thread: string | undefined;
}

/** Lines and threads of the selected frame, once the selection rests; nothing without a question. */
export function useFrameDetail(
  question: FrameQuestion | undefined,
  frame: string | undefined,
): Polled<FrameDetail> {
  const [settled, setSettled] = useState<string>();
  useEffect(() => {
    const timer = setTimeout(() => setSettled(frame), SETTLED_MILLIS);
    return () => clearTimeout(timer);
  }, [frame]);
  const asked = question && frame !== undefined && frame === settled;
  const key = asked
    ? [
        "frame",
        question.jvm.id,
        question.event,
        frame,
        Math.floor(question.from / MOMENT_MILLIS),
        Math.floor(question.to / MOMENT_MILLIS),
        question.thread ?? "",
      ].join(" ")
    : undefined;
  const polled = usePolled(
    key,
    (signal) => {
      const { jvm, event, from, to, thread } = question!;
      return getFrameDetail(jvm.id, { event, from, to, thread, frame: frame! }, signal);
    },
    undefined,
  );
  return polled.data?.frame === frame ? polled : { ...polled, data: undefined };
}
