# feed the parsers with hostile input, by libFuzzer
# needs: fuzz/CMakeLists.txt
#
#   ./dev fuzz                      lists the targets
#   ./dev fuzz TARGET [SECONDS]     one of them, 120 s when nothing else is said
#   ./dev fuzz all [SECONDS]        every one, so long each
#
# Begins from the files in test/corpus/TARGET and what earlier runs found (build/fuzz-corpus). An
# input that breaks something stays in build/fuzz-crashes/TARGET: copy it to test/corpus/TARGET under
# a name that says what it is, where ./dev test replays it for ever, and fix what it shows.
list_targets() { sed -n 's/^ *Target{"\([a-z_]*\)", .*/\1/p' fuzz/targets.cpp; }

fuzz_target() {
  local target=$1 seconds=$2
  list_targets | grep -qx "$target" || die "no target '$target'; ./dev fuzz lists them"
  mkdir -p "build/fuzz-corpus/$target" "build/fuzz-crashes/$target"
  local bytes_max=8192
  case $target in event | state | rule_pack | statement_xls*) bytes_max=65536 ;; esac  # a whole pack is in each
  say "$target, $seconds s"
  HOLDFAST_FUZZ_TARGET=$target build/fuzz/fuzz/holdfast_fuzz -max_total_time="$seconds" \
    -timeout=10 -rss_limit_mb=2048 -max_len=$bytes_max -print_final_stats=1 \
    -artifact_prefix="build/fuzz-crashes/$target/" "build/fuzz-corpus/$target" "test/corpus/$target"
}

need_packages build fuzz
case ${1:-} in
  '') list_targets ;;
  all)
    build_preset fuzz holdfast_fuzz
    while read -r target; do
      fuzz_target "$target" "${2:-120}"
    done < <(list_targets)
    ;;
  *)
    build_preset fuzz holdfast_fuzz
    fuzz_target "$1" "${2:-120}"
    ;;
esac
