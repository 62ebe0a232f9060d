# format the C++ files in place
#
#   ./dev fmt            all of them
#   ./dev fmt FILE...    only these
need_packages tidy
if [[ $# -eq 0 ]]; then
  mapfile -t files < <(cxx_files)
  set -- "${files[@]}"
fi
clang-format -i "$@"
