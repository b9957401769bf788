import { usePlace } from "./state/place";
import { FleetView } from "./views/fleet/FleetView";
import { JvmView, type JvmTab } from "./views/jvm/JvmView";
import { NowhereView } from "./views/shell/NowhereView";

/** Chooses the screen by the path: / is the fleet, /jvm/ID one JVM, /jvm/ID/profile its profile. */
export function App() {
  const place = usePlace();
  if (place.path === "/") return <FleetView query={place.query} />;
  const jvm = /^\/jvm\/([^/]+)(?:\/(profile))?\/?$/.exec(place.path);
  if (jvm) {
    const id = decoded(jvm[1]!);
    const tab = (jvm[2] ?? "overview") as JvmTab;
    return <JvmView key={id} id={id} tab={tab} query={place.query} />;
  }
  return <NowhereView path={place.path} />;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
