import { useEffect, useState, type ReactNode } from "react";
import { useKeys, type KeyBinding } from "../../state/keys";
import { chooseTheme, useThemeChoice, type ThemeChoice } from "../../state/theme";
import { Jump, type JumpPlace } from "../jump/Jump";
import { PulseIcon, ThemeIcon } from "./icons";
import { Key } from "./Key";
import { KeyHelp } from "./KeyHelp";
import { Link } from "./Link";

interface ScreenProps {
  /** What the browser's tab says. */
  title: string;
  crumbs: { label: string; href?: string }[];
  /** Time range and live state, at the right of the top bar. */
  time?: ReactNode;
  /** Tabs and identity under the top bar. */
  bar?: ReactNode;
  keys: KeyBinding[];
  /** What the jump finds here besides the fleet. */
  jump?: JumpPlace;
  /** Source and resolution of what is shown, at the right of the status bar. */
  source?: ReactNode;
  children: ReactNode;
}

/** The frame every screen has: top bar, content, status bar with the keys of this screen. */
export function Screen(props: ScreenProps) {
  const { title, crumbs, time, bar, keys, source, children } = props;
  const [helpOpen, setHelpOpen] = useState(false);
  const all: KeyBinding[] = [
    ...keys,
    { keys: ["Ctrl", "K"], label: "jump", helpOnly: true },
    { keys: ["?"], label: "all keys", run: () => setHelpOpen(true) },
  ];
  useKeys(all);
  useEffect(() => {
    document.title = `${title} \u00b7 diag`;
  }, [title]);

  return (
    <div className="screen">
      <a className="skip" href="#content">
        Skip to content
      </a>
      <header className="topbar">
        <Link className="brand" href="/">
          <PulseIcon />
          diag
        </Link>
        <nav aria-label="Breadcrumb" className="crumbs">
          <ol>
            {crumbs.map((crumb, index) => (
              <li key={index}>
                {crumb.href === undefined ? (
                  <span aria-current={index === crumbs.length - 1 ? "page" : undefined}>
                    {crumb.label}
                  </span>
                ) : (
                  <Link href={crumb.href}>{crumb.label}</Link>
                )}
              </li>
            ))}
          </ol>
        </nav>
        <div className="topbar-right">
          <Jump place={props.jump} />
          {time}
          <ThemeButton />
        </div>
      </header>
      {bar}
      <main id="content" tabIndex={-1}>
        {children}
      </main>
      <footer className="statusbar">
        <ul className="bar-keys" aria-label="Keys of this screen">
          {all
            .filter((binding) => !binding.helpOnly)
            .map((binding) => (
              <li key={binding.label}>
                {binding.keys.map((key) => (
                  <Key key={key} name={key} />
                ))}
                {binding.label}
              </li>
            ))}
        </ul>
        <div className="bar-source">{source}</div>
      </footer>
      <KeyHelp open={helpOpen} onClose={() => setHelpOpen(false)} bindings={all} />
    </div>
  );
}

const NEXT: Record<ThemeChoice, ThemeChoice> = { system: "dark", dark: "light", light: "system" };
const NAME: Record<ThemeChoice, string> = { system: "as the system", dark: "dark", light: "light" };

function ThemeButton() {
  const choice = useThemeChoice();
  const label = `Theme: ${NAME[choice]}. Change to ${NAME[NEXT[choice]]}.`;
  return (
    <button
      type="button"
      className="icon-button"
      aria-label={label}
      title={label}
      onClick={() => chooseTheme(NEXT[choice])}
    >
      <ThemeIcon choice={choice} />
    </button>
  );
}
