# what a machine asks before a change lands: layers, formatting, every test
#
# ./dev tidy --fast and ./dev test, one after the other; the last line counts the tests.
[[ $# -eq 0 ]] || die "ci takes no arguments"
tidy=0
./dev tidy --fast || tidy=$?
./dev test || exit 1
((tidy == 0)) || die "the layer or formatting check failed, see the top"
