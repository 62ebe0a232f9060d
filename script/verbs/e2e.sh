# play the journeys of test/e2e in Chromium against the real binary
# needs: test/e2e/*.test.mjs
#
#   ./dev e2e               all journeys, against the release build
#   ./dev e2e FILE...       only these
source script/test_parts.sh
need_packages build test e2e
need_web_bundle
build_preset release holdfast
begin_results
run_e2e build/release/holdfast "$@"
close_results
