import { useCallback, useRef, useState } from "react";
import { asApiError, type ApiError } from "../../api/client";
import { uploadHeapDump } from "../../api/heap";
import type { HeapDump } from "../../api/types";

/** A file on its way to the collector. */
export interface Upload {
  name: string;
  /** From 0 to 1. */
  sent: number;
}

interface Uploads {
  running: Upload | undefined;
  error: ApiError | undefined;
  start: (file: File) => void;
  cancel: () => void;
}

/** Sends one file at a time, and says when it is there. */
export function useUpload(onDone: (dump: HeapDump) => void): Uploads {
  const [running, setRunning] = useState<Upload>();
  const [error, setError] = useState<ApiError>();
  const abort = useRef<AbortController>(undefined);

  const start = useCallback(
    (file: File) => {
      if (abort.current) return;
      const controller = new AbortController();
      abort.current = controller;
      setError(undefined);
      setRunning({ name: file.name, sent: 0 });
      uploadHeapDump(file, (sent) => setRunning({ name: file.name, sent }), controller.signal)
        .then(onDone)
        .catch((cause: unknown) => {
          if (!controller.signal.aborted) setError(asApiError(cause));
        })
        .finally(() => {
          abort.current = undefined;
          setRunning(undefined);
        });
    },
    [onDone],
  );
  const cancel = useCallback(() => abort.current?.abort(), []);
  return { running, error, start, cancel };
}
