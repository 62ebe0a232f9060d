# build and run every test; the last line counts them
#
#   ./dev test                     everything there is, layers and formatting (./dev tidy --fast) too
#   ./dev test unit [-R REGEX]     C++ tests, with sanitizers; arguments go to ctest
#   ./dev test web                 types and unit tests of the front end
#   ./dev test script              tests of the scripts
#   ./dev test demo                one scripted case, checked at the simulated banks
#   ./dev test e2e                 browser journeys, against the binary with sanitizers
#
# Goes on after a failure, so that one run shows all of them.
source script/test_parts.sh

run_tests() {
  local part=${1:-all}
  if (($# > 0)); then
    shift
  fi
  begin_results
  need_packages build test
  case $part in
    all)
      run_style
      run_scripts
      run_web
      run_unit
      run_demo_if_any
      run_e2e_if_any
      ;;
    unit) run_unit "$@" ;;
    web) run_web ;;
    script) run_scripts ;;
    demo) run_demo_if_any ;;
    e2e) run_e2e_if_any ;;
    *) die "test takes unit, web, script, demo or e2e" ;;
  esac
  close_results
}

run_tests "$@"
