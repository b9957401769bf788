import { useEffect, useRef } from "react";
import { switchSingleKeys, useSingleKeys, type KeyBinding } from "../../state/keys";
import { Key } from "./Key";

interface KeyHelpProps {
  open: boolean;
  onClose: () => void;
  bindings: KeyBinding[];
}

/** All keys of this screen, and the switch that turns single keys off. */
export function KeyHelp({ open, onClose, bindings }: KeyHelpProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const title = useRef<HTMLHeadingElement>(null);
  const singleKeys = useSingleKeys();
  useEffect(() => {
    if (!open) return dialog.current?.close();
    dialog.current?.showModal();
    // The first control stands below the keys, and would scroll them out of sight.
    title.current?.focus();
  }, [open]);

  return (
    <dialog
      ref={dialog}
      className="key-help"
      aria-labelledby="key-help-title"
      onClose={onClose}
      onClick={(event) => event.target === dialog.current && onClose()}
    >
      <div className="key-help-body">
        <h2 id="key-help-title" ref={title} tabIndex={-1}>
          Keys
        </h2>
        <table>
          <tbody>
            {bindings.map((binding) => (
              <tr key={binding.label}>
                <th scope="row">
                  {binding.keys.map((key) => (
                    <Key key={key} name={key} />
                  ))}
                </th>
                <td>{binding.label}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <label className="check">
          <input
            type="checkbox"
            checked={singleKeys}
            onChange={(event) => switchSingleKeys(event.target.checked)}
          />
          Single keys act. Switch off if you dictate text.
        </label>
        <button type="button" className="button" onClick={onClose}>
          Close <Key name="Escape" />
        </button>
      </div>
    </dialog>
  );
}
