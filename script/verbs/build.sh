# build the program: release by default, into build/release/holdfast
#
#   ./dev build            release, with the web bundle in the binary
#   ./dev build debug      with AddressSanitizer and UndefinedBehaviorSanitizer, tests included
#   ./dev build tsan       with ThreadSanitizer, tests included
#
# Does its own set-up first.
need_packages build
case ${1:-release} in
  release)
    need_web_bundle
    build_preset release holdfast
    say "built build/release/holdfast"
    ;;
  debug | tsan) build_preset "$1" ;;
  *) die "build takes release, debug or tsan" ;;
esac
