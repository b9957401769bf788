import { usePlace } from "./state/place";
import { FleetView } from "./views/fleet/FleetView";
import { HeapDumpsView } from "./views/heap/HeapDumpsView";
import { HeapDumpView } from "./views/heap/HeapDumpView";
import { HeapObjectView } from "./views/heap/HeapObjectView";
import { JvmView, type JvmTab } from "./views/jvm/JvmView";
import { NowhereView } from "./views/shell/NowhereView";

/**
 * Chooses the screen by the path: / is the fleet, /jvm/ID one JVM, /jvm/ID/profile its profile,
 * /jvm/ID/loops its event loops, /jvm/ID/memory its memory by region, /jvm/ID/heap its heap dumps,
 * /heap all heap dumps, /heap/ID one of them, /heap/ID/objects/N one object of it.
 */
export function App() {
  const place = usePlace();
  if (place.path === "/") return <FleetView query={place.query} />;
  const jvm = /^\/jvm\/([^/]+)(?:\/(profile|loops|memory|heap))?\/?$/.exec(place.path);
  if (jvm) {
    const id = decoded(jvm[1]!);
    const tab = (jvm[2] ?? "overview") as JvmTab;
    return <JvmView key={id} id={id} tab={tab} query={place.query} />;
  }
  const object = /^\/heap\/([^/]+)\/objects\/(\d{1,10})\/?$/.exec(place.path);
  if (object) {
    const id = decoded(object[1]!);
    return <HeapObjectView key={place.path} id={id} object={Number(object[2])} />;
  }
  const heap = /^\/heap(?:\/([^/]+))?\/?$/.exec(place.path);
  if (heap) {
    if (heap[1] === undefined) return <HeapDumpsView />;
    const id = decoded(heap[1]);
    return <HeapDumpView key={id} id={id} query={place.query} />;
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
