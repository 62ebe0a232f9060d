# build and start the server; arguments go to `holdfast serve`
# needs: src/cli/*serve*.cpp
#
#   ./dev run                          data in ./var/run
#   ./dev run --data DIR --listen ADDRESS
source script/verbs/build.sh release
if [[ $# -eq 0 ]]; then
  set -- --data var/run
  mkdir -p var
fi
exec build/release/holdfast serve "$@"
