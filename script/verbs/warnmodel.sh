# learn the model of early warning that the binary carries, anew, from made-up worlds
# needs: src/warn/learn.cpp
#
#   ./dev warnmodel          writes data/model/warn.hfw; the next build carries it
#   ./dev warnmodel check    learns it and compares with the one that is there
#
# The worlds are those of `holdfast warn city`, six of four makes; nothing else is learned from. The
# same program makes the same model, byte for byte, on the same kind of machine. Takes a core for
# some ten minutes and 100 MB of disk below build/.
model=data/model/warn.hfw
worlds=build/warn-worlds
program=build/release/holdfast

make_world() {
  local name=$1-$2
  "$program" warn city --make "$1" --seed "$2" --accounts "$3" --days "$4" --illicit "$5" \
    --transfers "$worlds/$name.csv" --labels "$worlds/${name}_labels.csv" >/dev/null
  arguments+=(--transfers "$worlds/$name.csv" --labels "$worlds/${name}_labels.csv")
}

learn() {
  local arguments=()
  mkdir -p "$worlds"
  make_world household 101 12000 90 0.005
  make_world web 101 12000 90 0.005
  make_world city 101 10000 90 0.005
  make_world nation 101 30000 60 0.0015
  make_world household 102 10000 60 0.008
  make_world web 102 10000 60 0.008
  "$program" warn train "${arguments[@]}" --anew --model "$1"
  rm -rf "$worlds"
}

case ${1:-} in
  '') build_preset release holdfast && learn "$model" ;;
  check)
    build_preset release holdfast
    learn "build/warn.hfw"
    cmp "build/warn.hfw" "$model" || die "$model is not what is learned now"
    ;;
  *) die "warnmodel takes nothing, or check" ;;
esac
