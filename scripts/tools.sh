# What diag and verify share: finding or installing the tools, and building. Sourced; sets $java.

say() { printf 'diag: %s\n' "$*" >&2; }

# The home of a JDK 17, or nothing.
jdk17_home() {
  local home
  for home in "${JAVA_HOME:-}" /usr/lib/jvm/*; do
    if [ -x "$home/bin/javac" ] && grep -qs '^JAVA_VERSION="17[."]' "$home/release"; then
      printf '%s\n' "$home"
      return
    fi
  done
}

# need PACKAGE... : installs Debian packages as root, else names the command and ends.
need() {
  [ $# -gt 0 ] || return 0
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    say "installing $*"
    local log
    log=$(mktemp)
    if ! { apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
      apt-get install -y -qq --no-install-recommends "$@"; } >"$log" 2>&1; then
      tail -n 20 "$log" >&2
      say "could not install $*; see above"
      exit 1
    fi
    rm -f "$log"
  else
    say "missing: $*; install with: sudo apt-get install -y $*"
    exit 1
  fi
}

# Makes sure that what the build needs is there; more packages may be asked for by name.
ensure_build_tools() {
  local missing=("$@")
  [ -n "$(jdk17_home)" ] || missing+=(openjdk-17-jdk-headless)
  command -v mvn >/dev/null || missing+=(maven)
  command -v node >/dev/null || missing+=(nodejs)
  command -v npm >/dev/null || missing+=(npm)
  need "${missing[@]}"
  JAVA_HOME=$(jdk17_home)
  export JAVA_HOME
}

# Whether a file is older than any source it may be made from.
is_stale() {
  [ ! -e "$1" ] && return 0
  [ -n "$(find "$here/pom.xml" "$here/agent" "$here/collector" "$here/heap-analyzer" "$here/examples" \
    "$here/ui" \( -name node_modules -o -name target \) -prune -o -type f \
    -newer "$1" -print -quit)" ]
}

# build_if_stale JAR... : builds everything but tests when one of the jars is missing or old. With
# DIAG_BUILD=never (tests of jars that were just built) nothing is built.
build_if_stale() {
  local jar stale=
  if [ "${DIAG_BUILD:-}" != never ]; then
    for jar in "$@"; do
      is_stale "$jar" && stale=1
    done
  fi
  if [ -n "$stale" ]; then
    ensure_build_tools
    build
    touch "$@"
  fi
  java=$(jdk17_home)/bin/java
  if [ ! -x "$java" ]; then
    java=$(command -v java || true)
    [ -n "$java" ] || need openjdk-17-jre-headless
    java=$(command -v java)
  fi
}

build() {
  local log=$here/.diag/build.log
  mkdir -p "$here/.diag"
  say "building (the first time takes some minutes; log in .diag/build.log)"
  if ! (cd "$here" && mvn -B -ntp package -DskipTests -Dspotless.check.skip \
    -pl '!e2e,!benchmarks') 2>&1 | tee "$log" |
    sed -un 's/^\[INFO\] Building \(.*[^ ]\)  *\[\([0-9]*\/[0-9]*\)\]$/diag: \2 \1/p' >&2; then
    grep -E '^\[ERROR\]' "$log" | head -n 20 >&2
    say "the build failed; see .diag/build.log"
    exit 1
  fi
}
