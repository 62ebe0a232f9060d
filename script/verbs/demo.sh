# build, then play a small city with a gang, five banks and the centre on 127.0.0.1:8096
# needs: src/cli/*demo*.cpp
#
#   ./dev demo           prints the address and the logins, and runs until Ctrl+C; goes on where it was left
#   ./dev demo --fresh   begins again
#   ./dev demo --once    plays one scripted case, prints what was held, and exits 0 only if the money
#                        was stopped at the banks; --seed N plays another one
#
# Data in ./var/demo. Arguments go to `holdfast demo`.
source script/verbs/build.sh release
mkdir -p var
exec build/release/holdfast demo "$@"
