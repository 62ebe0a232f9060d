# measure: build with optimisation and run the benchmarks
# needs: bench/CMakeLists.txt
#
#   ./dev bench                    lists the suites
#   ./dev bench SUITE [ARGUMENT]   runs one; it prints a figure a line, as JSON
#   ./dev bench all                runs every one, once
#   ./dev bench report [RUNS [SUITE...]]
#                                  runs the suites RUNS times (default 3), in turns, and writes
#                                  doc/benchmarks.md with its plots, and doc/scale.md, whose numbers
#                                  follow from them; seven minutes a run on two cores
#   ./dev bench write              writes both again from the last runs
#
# A suite is the program bench_SUITE that bench/CMakeLists.txt builds from bench/SUITE_bench.cpp. It
# checks its answers and fails when one is wrong. Numbers mean something only on a machine that does
# nothing else; the report says how much of it others took. The suite `peers` installs DuckDB and Kuzu
# from npm into build/peers, and PostgreSQL comes with the packages of the group `bench`.
bench_results=build/bench-results

list_suites() { (cd bench && printf '%s\n' *_bench.cpp | sed 's/_bench\.cpp$//'); }

build_suites() {
  local suite
  for suite in "$@"; do
    [[ -f bench/${suite}_bench.cpp ]] || die "no suite '$suite'; ./dev bench lists them"
  done
  if [[ " $* " == *" peers "* ]]; then
    need_node
    need_peers
    # A build that was configured before libpq came knows nothing of it.
    grep -qs '^LIBPQ_FOUND:INTERNAL=1$' build/release/CMakeCache.txt || rm -f build/release/build.ninja
  fi
  build_preset release "${@/#/bench_}"
}

run_suite() {
  local suite=$1
  shift
  build_suites "$suite"
  "build/release/bench/bench_$suite" "$@"
}

report_suites() {
  local runs=${1:-3} suites suite programs=()
  [[ $runs =~ ^[1-9][0-9]*$ ]] || die "bench report takes a number of runs, then suites"
  shift $(($# > 0 ? 1 : 0))
  suites=("$@")
  if ((${#suites[@]} == 0)); then
    mapfile -t suites < <(list_suites)
    rm -rf "$bench_results"
  fi
  need_packages test
  build_suites "${suites[@]}"
  for suite in "${suites[@]}"; do
    programs+=("$suite=build/release/bench/bench_$suite")
  done
  script/bench_report run "$bench_results" "$runs" "${programs[@]}"
  write_report
}

write_report() {
  script/bench_report write "$bench_results" doc/benchmarks.md
  say "wrote doc/benchmarks.md"
  if script/bench_paper "$bench_results" bench/scale.md.in doc/scale.md; then
    say "wrote doc/scale.md"
  else
    say "doc/scale.md is left as it was"
  fi
}

need_packages build bench
case ${1:-} in
  '') list_suites ;;
  all)
    mapfile -t suites < <(list_suites)
    build_suites "${suites[@]}"
    for suite in "${suites[@]}"; do
      say "$suite"
      "build/release/bench/bench_$suite"
    done
    ;;
  report)
    shift
    report_suites "$@"
    ;;
  write) write_report ;;
  *) run_suite "$@" ;;
esac
