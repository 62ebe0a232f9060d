# The parts of ./dev test. Each leaves a JUnit file in build/results; what breaks before it can leave
# one (a build, a type check) is noted as one failed test, so that it can never look like success.
# shellcheck shell=bash

RESULTS=build/results

begin_results() {
  rm -rf "$RESULTS"
  mkdir -p "$RESULTS"
  results_since=$SECONDS
}

# broke NAME: something that is not a test of its own failed.
broke() {
  say "FAILED: $1"
  echo "$1" >>"$RESULTS/broken.txt"
}

# Prints the count and returns non-zero unless something passed and nothing failed.
close_results() {
  say "took $((SECONDS - results_since)) s"
  script/count_results "$RESULTS"
}

# Who includes whom, and formatting: they break a landing as a failed test does.
run_style() {
  ./dev tidy --fast >&2 || broke "layers or formatting (./dev tidy --fast shows where)"
}

run_scripts() {
  say "tests of the scripts"
  python3 -B script/run_tests.py "$RESULTS/script.xml" || broke_unless_counted script
}

run_unit() {
  (build_preset debug) || {
    broke "the debug build"
    return 0
  }
  say "C++ tests"
  # Leaks are found by AddressSanitizer at exit; a report of any kind fails the test that made it.
  ctest --test-dir build/debug --output-on-failure --no-tests=error -j "$(jobs_max)" \
    --output-junit "$ROOT/$RESULTS/unit.xml" "$@" >&2 || broke_unless_counted unit
}

run_web() {
  has_web || return 0
  (need_node_modules) || {
    broke "npm packages of the front end"
    return 0
  }
  need_node
  (need_web_bundle) || broke "the web bundle"
  say "types of the front end"
  npm --prefix web run --silent check >&2 || broke "type check of the front end"
  if find web -path web/node_modules -prune -o -name '*.test.ts' -print | grep -q .; then
    say "unit tests of the front end"
    npm --prefix web test --silent -- --reporter=default --reporter=junit \
      --outputFile.junit="$ROOT/$RESULTS/web.xml" >&2 || broke_unless_counted web
  fi
}

# One scripted case in the demo city, checked at the simulated banks.
run_demo_if_any() {
  compgen -G 'src/cli/demo_command.cpp' >/dev/null || return 0
  (build_preset debug holdfast) || {
    broke "the build for the demo"
    return 0
  }
  say "demo --once"
  local kind=failure
  if build/debug/holdfast demo --once --port 0 --dir "$RESULTS/demo" >&2 </dev/null; then
    kind=
  fi
  echo "<testsuite><testcase name=\"demo --once\">${kind:+<$kind/>}</testcase></testsuite>" \
    >"$RESULTS/demo.xml"
}

run_e2e_if_any() {
  compgen -G 'test/e2e/*.test.mjs' >/dev/null || return 0
  (need_packages e2e && need_web_bundle && build_preset debug holdfast) || {
    broke "the build for the browser journeys"
    return 0
  }
  run_e2e build/debug/holdfast
}

# run_e2e BINARY [FILE...]
run_e2e() {
  local binary=$ROOT/$1
  shift
  need_node_modules
  if [[ $# -eq 0 ]]; then
    set -- test/e2e/*.test.mjs
  fi
  say "browser journeys"
  local failed=
  HOLDFAST_BINARY=$binary node --test --test-concurrency=1 --test-reporter=spec \
    --test-reporter-destination=stderr --test-reporter=junit \
    --test-reporter-destination="$RESULTS/e2e.xml" "$@" </dev/null || failed=yes
  # The browser driver colours its messages, and XML knows no escape character.
  if [[ -f $RESULTS/e2e.xml ]]; then
    sed -i $'s/\x1b\\[[0-9;]*m//g' "$RESULTS/e2e.xml"
  fi
  [[ -z $failed ]] || broke_unless_counted e2e
}

# A runner that failed must have left at least one failed test behind; else it broke by itself.
broke_unless_counted() {
  script/count_results --has-failure "$RESULTS/$1.xml" || broke "the $1 test runner"
}
