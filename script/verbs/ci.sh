# what a machine asks before a change lands: all of ./dev test
#
# The last line counts the tests.
[[ $# -eq 0 ]] || die "ci takes no arguments"
exec ./dev test
