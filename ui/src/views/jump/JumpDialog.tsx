import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent } from "react";
import { listJvms } from "../../api/client";
import { plural } from "../../format";
import { go, usePlace } from "../../state/place";
import { usePolled } from "../../state/polled";
import { SearchIcon } from "../shell/icons";
import { Key } from "../shell/Key";
import type { JumpPlace } from "./Jump";
import { ranked } from "./ranking";
import { recentTargets, rememberTarget } from "./recent";
import { fleetTargets, screenTargets, type JumpTarget } from "./targets";

interface JumpDialogProps {
  place: JumpPlace | undefined;
  onClose: () => void;
}

/** Finds JVMs, services, screens and the frames of a shown profile by a part of their name. */
export function JumpDialog({ place, onClose }: JumpDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const list = useId();
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const { query } = usePlace();
  const jvms = usePolled("jvms of jump", listJvms, undefined);
  const [recent] = useState(recentTargets);
  const [more] = useState(() => place?.more?.() ?? []);
  const targets = useMemo(
    () => [...screenTargets(place?.jvm, query), ...fleetTargets(jvms.data ?? []), ...more],
    [place?.jvm, query, jvms.data, more],
  );
  const { shown, found } = useMemo(() => ranked(targets, text, recent), [targets, text, recent]);
  const chosen = Math.min(at, shown.length - 1);

  useEffect(() => {
    const opener = document.activeElement as HTMLElement | null;
    dialog.current?.showModal();
    return () => opener?.focus();
  }, []);
  useEffect(() => {
    document.getElementById(`${list}-${chosen}`)?.scrollIntoView({ block: "nearest" });
  }, [list, chosen]);

  function jump(target: JumpTarget) {
    rememberTarget(target.id);
    // Before the jump, so that the focus is back where it was if that stays on the screen.
    dialog.current?.close();
    onClose();
    if (typeof target.to === "string") go(target.to);
    else target.to();
    requestAnimationFrame(() => {
      if (document.activeElement === document.body) document.getElementById("content")?.focus();
    });
  }
  function onKeyDown(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return;
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };
    const step = steps[event.key];
    if (step !== undefined && shown.length > 0) {
      event.preventDefault();
      setAt((chosen + step + shown.length) % shown.length);
    } else if (event.key === "Enter" && shown[chosen]) {
      event.preventDefault();
      jump(shown[chosen]);
    }
  }

  return (
    <dialog
      ref={dialog}
      className="jump"
      aria-label="Jump"
      onClose={onClose}
      onClick={(event) => event.target === dialog.current && onClose()}
    >
      <div className="jump-body">
        <div className="jump-field">
          <SearchIcon />
          <input
            autoFocus
            role="combobox"
            aria-label="JVM, service, screen or frame"
            aria-expanded={shown.length > 0}
            aria-controls={list}
            aria-autocomplete="list"
            aria-activedescendant={shown.length > 0 ? `${list}-${chosen}` : undefined}
            autoComplete="off"
            spellCheck={false}
            placeholder={more.length > 0 ? "JVM, class, frame" : "JVM, service, screen"}
            value={text}
            onChange={(event) => {
              setText(event.target.value);
              setAt(0);
            }}
            onKeyDown={onKeyDown}
          />
          <button type="button" className="jump-close" aria-label="Close" onClick={onClose}>
            <Key name="Escape" />
          </button>
        </div>
        <ul id={list} role="listbox" aria-label="Found">
          {shown.map((target, i) => (
            <li
              key={target.id}
              id={`${list}-${i}`}
              role="option"
              aria-selected={i === chosen}
              onMouseMove={() => setAt(i)}
              onClick={() => jump(target)}
            >
              <span className={target.code ? "mono" : undefined}>{target.label}</span>
              <span className={target.code ? "soft mono" : "soft"}>{target.detail}</span>
              <span className="jump-kind">
                {recent.includes(target.id) && "recent "}
                {target.kind}
              </span>
            </li>
          ))}
        </ul>
        <p className="caption" role="status">
          {jvms.error && `JVMs are missing: ${jvms.error.title}. `}
          {foundText(shown.length, found, text)}
        </p>
      </div>
    </dialog>
  );
}

function foundText(shown: number, found: number, text: string): string {
  if (found === 0)
    return text.trim() === "" ? "" : `Nothing here holds \u201c${text.trim()}\u201d.`;
  if (found > shown)
    return `The first ${shown} of ${plural(found, "match", "matches")}; type more to narrow.`;
  return plural(found, "match", "matches");
}
