#!/usr/bin/env bash
# Adds up the test reports of all modules: names every skipped test, then prints one closing line.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
mapfile -t reports < <(find . -path '*-reports/TEST-*.xml' -not -path '*/node_modules/*')
[ ${#reports[@]} -gt 0 ] || { echo "0 passed, 0 failed, 0 skipped"; exit 1; }
awk '
  function number(name,   at) {
    at = match($0, " " name "=\"[0-9]+\"")
    return at ? substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 4) + 0 : 0
  }
  /<testsuite / {
    tests += number("tests"); skipped += number("skipped")
    bad += number("failures") + number("errors")
  }
  /<testcase / { match($0, " name=\"[^\"]*\""); name = substr($0, RSTART + 7, RLENGTH - 8) }
  /<skipped/ {
    reason = match($0, "message=\"[^\"]*\"") ? substr($0, RSTART + 9, RLENGTH - 10) : "no reason"
    if (match($0, "TestAbortedException: ")) reason = substr($0, RSTART + RLENGTH)
    print "skipped: " name ": " reason
  }
  END { printf "%d passed, %d failed, %d skipped\n", tests - bad - skipped, bad, skipped; exit bad > 0 }
' "${reports[@]}"
