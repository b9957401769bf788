#!/usr/bin/env bash
# demo.sh JAVA REPOSITORY [--port N]: the collector and the sick services, until Ctrl-C.
set -euo pipefail
java=$1
here=$2
shift 2
port=7070
while [ $# -gt 0 ]; do
  case "$1" in
    --port) port=${2:-}; shift $(($# > 1 ? 2 : 1)) ;;
    --port=*) port=${1#--port=}; shift ;;
    -h | --help) echo "usage: ./diag demo [--port N]   a collector and sick services until Ctrl-C"; exit 0 ;;
    *) echo "diag: unknown option '$1'; ./diag demo takes --port N" >&2; exit 2 ;;
  esac
done
case "$port" in
  '' | *[!0-9]*) echo "diag: --port takes a number, as in ./diag demo --port 7171" >&2; exit 2 ;;
esac

work=$(mktemp -d)
pids=()
stopping=
finish() {
  stopping=1
  trap - EXIT INT TERM
  [ ${#pids[@]} -eq 0 ] || kill "${pids[@]}" 2>/dev/null || true
  wait 2>/dev/null || true
  rm -rf "$work"
}
trap 'finish; exit 130' INT
trap 'finish; exit 143' TERM
trap finish EXIT

"$java" -Xmx512m -jar "$here/collector/server/target/diag-collector.jar" \
  --port "$port" --data "$work/data" >"$work/collector.out" 2>"$work/collector.err" &
collector=$!
pids+=("$collector")
until grep -q 'listening on' "$work/collector.out"; do
  if ! kill -0 "$collector" 2>/dev/null; then
    cat "$work/collector.err" >&2
    echo "diag: the demo did not start; another port may do: ./diag demo --port 7171" >&2
    exit 1
  fi
  sleep 0.2
done
address=$(sed -n 's/.*listening on \(http[^ ]*\).*/\1/p' "$work/collector.out")

# service NAME MAIN JVM_OPTIONS...: runs a service, and again whenever it dies of its sickness.
service() {
  local name=$1 main=$2 child=
  shift 2
  # Ctrl-C reaches this shell too, but not the JVM behind it: a job in the background ignores it.
  # The second signal, of the one that ends everything, would end the wait for it.
  trap 'trap "" INT TERM; [ -z "$child" ] || kill "$child" 2>/dev/null; wait; exit 0' INT TERM
  while :; do
    "$java" "$@" -XX:+ExitOnOutOfMemoryError \
      "-javaagent:$here/agent/dist/target/diag.jar=collector=$address,service=$name,labels=env:demo" \
      -cp "$here/examples/target/diag-examples.jar" "$main" >>"$work/$name.log" 2>&1 &
    child=$!
    wait "$child" || true
    sleep 1
  done
}
service checkout com.acme.checkout.CheckoutService -Xmx384m &
pids+=($!)
service storefront com.acme.storefront.StorefrontService -Xmx64m &
pids+=($!)
service gallery com.acme.gallery.GalleryService -Xmx64m -XX:MaxDirectMemorySize=640m &
pids+=($!)

echo "diag: open $address"
echo "diag: checkout leaks heap, gallery memory outside of it, storefront blocks its event loop; Ctrl-C ends everything"
wait "$collector" || true
[ -n "$stopping" ] || { cat "$work/collector.err" >&2; echo "diag: the collector ended" >&2; exit 1; }
