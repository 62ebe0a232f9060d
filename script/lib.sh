# What the verbs of ./dev share. Sourced with the repository as the current directory and
# `set -euo pipefail` on; functions that start with need_ make something true, quickly when it
# already is.
# shellcheck shell=bash

# Colours would only clutter the logs of machines; a terminal still gets those of the tools.
[[ -t 2 ]] || export NO_COLOR=1

say() { printf '==> %s\n' "$*" >&2; }
die() {
  printf 'dev: %s\n' "$*" >&2
  exit 1
}

# One compiler for every core, fewer where memory is short: a large translation unit takes 1.5 GB.
jobs_max() {
  local cores memory
  cores=$(nproc)
  memory=$(awk '/^MemAvailable:/ { print int($2 / 1572864) }' /proc/meminfo 2>/dev/null || echo "$cores")
  ((memory >= 1)) || memory=1
  echo $((cores < memory ? cores : memory))
}

# Names of the packages of the given groups in script/packages.txt.
packages_of() {
  awk -v groups=" $* " '/^[a-z]/ && index(groups, " " $1 " ") { print $2 }' script/packages.txt
}

missing_packages() {
  local installed
  installed=$(dpkg-query -W -f '${db:Status-Status} ${Package}\n' "$@" 2>/dev/null |
    sed -n 's/^installed //p' || true)
  comm -23 <(printf '%s\n' "$@" | sort -u) <(sort -u <<<"$installed")
}

as_root() {
  if [[ $(id -u) == 0 ]]; then
    "$@"
  elif [[ -t 0 ]]; then
    sudo "$@"
  else
    sudo -n "$@"
  fi
}

apt_get() {
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=600 \
    -o Acquire::Retries=3 -o Dpkg::Use-Pty=0 "$@" </dev/null
}

install_packages() {
  local try
  if [[ $(id -u) != 0 ]] && ! command -v sudo >/dev/null; then
    die "these packages are missing, and there is neither root nor sudo to install them. As root:
  apt-get update && apt-get install -y --no-install-recommends $*"
  fi
  say "installing $# Debian packages"
  # A bare system has no package lists at all; an old one has lists that name versions long gone.
  compgen -G '/var/lib/apt/lists/*_Packages*' >/dev/null || apt_get update >&2
  for try in 1 2 3; do
    if apt_get install -y --no-install-recommends "$@" >&2; then
      return
    fi
    say "apt-get install failed (try $try of 3); refreshing the package lists"
    sleep $((try * 2))
    apt_get update >&2 || true
  done
  die "could not install: $*"
}

# need_packages GROUP...: asks dpkg each time, which takes some 20 ms and is never out of date.
need_packages() {
  local wanted missing
  mapfile -t wanted < <(packages_of "$@")
  if ! command -v dpkg-query >/dev/null; then
    if [[ -n ${HOLDFAST_SKIP_SETUP:-} ]]; then
      return
    fi
    die "set-up knows Debian 12 only. Install what script/packages.txt lists by your own means, then
set HOLDFAST_SKIP_SETUP=1"
  fi
  mapfile -t missing < <(missing_packages "${wanted[@]}")
  if ((${#missing[@]} > 0)); then
    install_packages "${missing[@]}"
  fi
}

# Vite runs on Node 20.19 and later 20s, and from 22.12 on.
node_is_new_enough() {
  command -v node >/dev/null && command -v npm >/dev/null &&
    node -e 'const [a, b] = process.versions.node.split(".").map(Number);
             process.exit((a == 20 && b >= 19) || (a == 22 && b >= 12) || a > 22 ? 0 : 1)'
}

# Debian 12 brings Node 18. The newer one comes as an npm package into .node/ and is used by ./dev
# alone; npm comes with it, because Debian's npm looks for its parts where only Debian's node does.
need_node() {
  local arch
  if [[ -x .node/bin/node ]]; then
    PATH=$ROOT/.node/bin:$PATH
  fi
  if node_is_new_enough; then
    return
  fi
  case $(uname -m) in
    x86_64) arch=x64 ;;
    aarch64) arch=arm64 ;;
    *) die "no newer Node is known for $(uname -m): install Node 22 and try again" ;;
  esac
  if ! command -v npm >/dev/null; then
    install_packages nodejs npm
  fi
  say "putting Node 22 into .node/ (found $(node --version 2>/dev/null || echo none))"
  rm -rf .node
  mkdir -p .node/bin
  # The installed npm may be older than the packages ask for: it only unpacks them.
  retry npm install --prefix .node --no-save --ignore-scripts --no-audit --no-fund --loglevel=error \
    "node-linux-$arch@22" npm@10 >&2
  ln -s "../node_modules/node-linux-$arch/bin/node" .node/bin/node
  ln -s ../node_modules/npm/bin/npm-cli.js .node/bin/npm
  PATH=$ROOT/.node/bin:$PATH
  hash -r
  node_is_new_enough || die "the Node in .node/ does not start; remove .node/ and try again"
}

retry() {
  local try
  for try in 1 2 3; do
    if "$@" </dev/null; then
      return
    fi
    say "failed (try $try of 3): $*"
    sleep $((try * 2))
  done
  return 1
}

has_web() { [[ -f web/package.json ]]; }

# The npm packages of the benchmark suite `peers`, in build/peers, where no search for sources finds
# theirs. Only that suite wants them, and it goes on without them.
need_peers() {
  local stamp=build/peers/.holdfast-lock want
  want=$(cat bench/peers/package.json bench/peers/package-lock.json | sha256sum | cut -c1-64)
  if [[ $(cat "$stamp" 2>/dev/null) == "$want" ]]; then
    return
  fi
  say "installing DuckDB and Kuzu into build/peers (600 MB)"
  mkdir -p build/peers
  cp bench/peers/package.json bench/peers/package-lock.json bench/peers/.npmrc build/peers/
  if ! retry npm --prefix build/peers ci --ignore-scripts --no-audit --no-fund --loglevel=error >&2; then
    say "npm ci failed in build/peers: the suite leaves DuckDB and Kuzu out"
    return
  fi
  # Kuzu puts its library in place with a script of its own, which would build one from source where
  # none came along; that is not wanted here.
  if compgen -G "build/peers/node_modules/kuzu/prebuilt/kuzujs-linux-*.node" >/dev/null; then
    (cd build/peers/node_modules/kuzu && node install.js >/dev/null) ||
      say "Kuzu's library is not in place: the suite leaves it out"
  fi
  echo "$want" >"$stamp"
}

# Digest of every file of the front end that can change the bundle or its tests.
web_digest() {
  (cd web && find . \( -path ./node_modules -o -path ./dist \) -prune -o -type f -print0 |
    LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -c1-64)
}

need_node_modules() {
  local stamp=web/node_modules/.holdfast-lock want
  need_node
  want=$(cat web/package.json web/package-lock.json | sha256sum | cut -c1-64)
  if [[ $(cat "$stamp" 2>/dev/null) != "$want" ]]; then
    say "installing the front end's npm packages"
    retry npm --prefix web ci --ignore-scripts --no-audit --no-fund --loglevel=error >&2 ||
      die "npm ci failed in web/"
    echo "$want" >"$stamp"
  fi
}

# The bundle in web/dist, rebuilt only when a source of it changed.
need_web_bundle() {
  local stamp=build/web.stamp want
  has_web || return 0
  want=$(web_digest)
  if [[ -f web/dist/index.html && $(cat "$stamp" 2>/dev/null) == "$want" ]]; then
    return
  fi
  need_node_modules
  say "building the web bundle"
  npm --prefix web run --silent build >&2 || die "the web bundle does not build"
  mkdir -p build
  echo "$want" >"$stamp"
}

# build_preset PRESET [TARGET...]: configures when needed and builds; all targets when none is named.
build_preset() {
  local preset=$1 web=OFF
  shift
  mkdir -p build
  # The binary carries the bundle wherever one was built: the browser journeys need it in any preset.
  [[ -f web/dist/index.html ]] && web=ON
  if [[ ! -f build/$preset/build.ninja || CMakePresets.json -nt build/$preset/build.ninja ]] ||
    ! grep -q "^HOLDFAST_WEB:BOOL=$web$" "build/$preset/CMakeCache.txt"; then
    say "configuring build/$preset"
    cmake --preset "$preset" -DHOLDFAST_WEB=$web >"build/$preset.log" 2>&1 || {
      cat "build/$preset.log" >&2
      die "cmake could not configure build/$preset"
    }
    touch "build/$preset/build.ninja"
  fi
  say "building build/$preset${*:+: $*}"
  # Another clone of the same sources may use what this one compiled.
  export CCACHE_BASEDIR=$ROOT CCACHE_NOHASHDIR=1
  cmake --build "build/$preset" -j "$(jobs_max)" ${@:+--target "$@"} >&2 ||
    die "build/$preset does not build"
}

# Every C++ file that belongs to us.
cxx_files() {
  local dirs=() dir
  for dir in src test sim bench fuzz; do
    [[ -d $dir ]] && dirs+=("$dir")
  done
  find "${dirs[@]}" -type f \( -name '*.cpp' -o -name '*.hpp' \) | LC_ALL=C sort
}
