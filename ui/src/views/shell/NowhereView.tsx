import { Link } from "./Link";
import { Message } from "./Message";
import { Screen } from "./Screen";

/** An address that names no screen. */
export function NowhereView({ path }: { path: string }) {
  return (
    <Screen
      title="No such page"
      crumbs={[{ label: "Fleet", href: "/" }, { label: "No such page" }]}
      keys={[]}
    >
      <Message
        title="There is no page at this address"
        actions={
          <Link className="button primary" href="/">
            Go to the fleet
          </Link>
        }
      >
        <p>
          <code>{path}</code> may have been cut short when it was copied.
        </p>
      </Message>
    </Screen>
  );
}
