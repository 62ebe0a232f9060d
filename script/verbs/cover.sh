# measure which lines the tests run, into build/cover/html
#
#   ./dev cover              every layer
#   ./dev cover LAYER...     the tests of these layers, the lines of these layers
need_packages build test cover
filters=(--filter src/)
targets=()
regex=.
if (($# > 0)); then
  filters=()
  for layer in "$@"; do
    [[ -d src/$layer ]] || die "no layer '$layer' in src/"
    filters+=(--filter "src/$layer/")
    targets+=("test_$layer")
  done
  regex="^($(IFS='|' && echo "$*"))\\."
fi

# Sanitizers add branches that are nobody's code, and optimised code loses lines.
mkdir -p build/cover
cmake --preset debug -B build/cover -DHOLDFAST_SANITIZE= -DCMAKE_CXX_FLAGS_DEBUG='-O0 -g1' \
  -DCMAKE_CXX_FLAGS='--coverage -Wno-error=restrict' >build/cover.log 2>&1 || {
  cat build/cover.log >&2
  die "cmake could not configure build/cover"
}
cmake --build build/cover -j "$(jobs_max)" ${targets[@]:+--target "${targets[@]}"} >&2
find build/cover -name '*.gcda' -delete
ctest --test-dir build/cover --output-on-failure --no-tests=error -j "$(jobs_max)" -R "$regex" >&2
mkdir -p build/cover/html
gcovr --root . "${filters[@]}" --exclude '.*_test\.cpp' --exclude-throw-branches \
  --html-details build/cover/html/index.html --txt --print-summary build/cover
say "build/cover/html/index.html shows the lines"
