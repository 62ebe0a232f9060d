# measure: build with optimisation and run the benchmarks
# needs: bench/CMakeLists.txt
#
#   ./dev bench                    lists the suites
#   ./dev bench SUITE [ARGUMENT]   runs one; arguments go to it (--benchmark_filter=REGEX ...)
#   ./dev bench all                runs every one
#
# A suite is the program bench_SUITE that bench/CMakeLists.txt builds from bench/SUITE_bench.cpp.
# Numbers mean something only on a machine that does nothing else.
list_suites() { (cd bench && printf '%s\n' *_bench.cpp | sed 's/_bench\.cpp$//'); }

run_suite() {
  local suite=$1
  shift
  [[ -f bench/${suite}_bench.cpp ]] || die "no suite '$suite'; ./dev bench lists them"
  build_preset release "bench_$suite"
  "build/release/bench/bench_$suite" "$@"
}

need_packages build
case ${1:-} in
  '') list_suites ;;
  all)
    mapfile -t suites < <(list_suites)
    for suite in "${suites[@]}"; do
      say "$suite"
      run_suite "$suite"
    done
    ;;
  *) run_suite "$@" ;;
esac
