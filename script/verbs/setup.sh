# install what is missing: Debian packages, a Node that Vite accepts, npm packages
#
#   ./dev setup          everything a developer needs
#   ./dev setup build    only what ./dev build, run and demo need
#
# Asks nothing, downloads through apt and npm only, and is quick when nothing is missing. The other
# verbs call the part they need by themselves. The packages and their reasons: script/packages.txt.
case ${1:-all} in
  build) need_packages build ;;
  all) need_packages build test e2e tidy ;;
  *) die "setup takes nothing, or 'build'" ;;
esac
if has_web; then
  need_node_modules
fi
say "everything is installed"
