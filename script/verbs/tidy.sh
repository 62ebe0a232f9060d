# check who includes whom, formatting, and clang-tidy
#
#   ./dev tidy             clang-tidy on the files that differ from the last commit, or, when none
#                          does, on those of the last commit
#   ./dev tidy --all       clang-tidy on every file (slow)
#   ./dev tidy --fast      no clang-tidy
#   ./dev tidy FILE...     clang-tidy on these
changed_files() {
  local changed
  changed=$(git diff --name-only --diff-filter=d HEAD && git ls-files --others --exclude-standard)
  if ! grep -q '\.cpp$' <<<"$changed"; then
    changed=$(git diff --name-only --diff-filter=d HEAD~1 HEAD 2>/dev/null || true)
  fi
  grep -E '^src/.*\.cpp$' <<<"$changed" | sort -u || true
}

run_clang_tidy() {
  local files=("$@")
  need_packages build tidy
  if [[ ! -f build/debug/compile_commands.json ]]; then
    cmake --preset debug >/dev/null
  fi
  say "clang-tidy on ${#files[@]} files"
  # The compile commands are g++'s; the flags that only it knows mean nothing here.
  printf '%s\0' "${files[@]}" | xargs -0 -n 1 -P "$(jobs_max)" clang-tidy-19 -p build/debug --quiet \
    --extra-arg=-Wno-unknown-warning-option --extra-arg=-Wno-ignored-optimization-argument
}

check_fast() {
  local files status=0
  need_packages test
  say "layers and includes"
  script/check_layers || status=1
  say "formatting"
  mapfile -t files < <(cxx_files)
  clang-format --dry-run --Werror "${files[@]}" || {
    status=1
    echo "./dev fmt formats these files" >&2
  }
  return "$status"
}

tidy() {
  local status=0 files
  check_fast || status=1
  case ${1:-} in
    --fast) return "$status" ;;
    --all) mapfile -t files < <(cxx_files | grep -E '^src/.*\.cpp$') ;;
    '') mapfile -t files < <(changed_files) ;;
    -*) die "tidy takes --all, --fast or files" ;;
    *) files=("$@") ;;
  esac
  if ((${#files[@]} > 0)); then
    run_clang_tidy "${files[@]}" || status=1
  else
    say "no C++ file changed: clang-tidy has nothing to look at"
  fi
  return "$status"
}

tidy "$@"
