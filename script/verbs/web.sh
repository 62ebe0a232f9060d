# build the web bundle into web/dist, if a source of it changed
# needs: web/package.json
#
#   ./dev web            what ./dev build puts into the binary
#   ./dev web check      types only
#   ./dev web NAME       any other script of web/package.json
case ${1:-build} in
  build) need_web_bundle ;;
  *)
    need_node_modules
    exec npm --prefix web run "$@"
    ;;
esac
