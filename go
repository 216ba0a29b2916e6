#!/bin/sh
# ./go demo | ./go test [pytest args] | ./go lock | ./go <coalition command>; sets up .venv on first use
set -eu
cd "$(dirname "$0")"; unset PYTHONDONTWRITEBYTECODE || true; PY=${PYTHON:-python3}
find_uv() {
  if command -v uv >/dev/null; then UV=uv; else
    UV=.tools/bin/uv
    [ -x $UV ] || "$PY" -m pip install -q --root-user-action=ignore --disable-pip-version-check --target .tools 'uv>=0.13.9,<0.14'
  fi
}
find_compiler() {  # a C++ compiler from a package where the machine has none
  for c in "${CXX:-c++}" g++ clang++; do if command -v "${c%% *}" >/dev/null; then return; fi; done
  [ -d .tools/ziglang ] || "$PY" -m pip install -q --root-user-action=ignore --disable-pip-version-check --target .tools \
    --require-hashes --no-deps -r requirements-compiler.lock
  export CXX="$PY $PWD/.tools/ziglang/__main__.py c++"
}
set_up() {  # $1: lock file; does nothing while it and pyproject.toml are what is installed
  find_compiler
  if cat "$1" pyproject.toml | cmp -s - ".venv/.$1"; then .venv/bin/python scripts/build_scheduler.py; return; fi
  "$PY" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "./go: Python 3.11+ needed; set PYTHON=..." >&2; exit 1; }
  "$PY" scripts/build_scheduler.py & building=$!
  find_uv; [ ! -f ".venv/.$1" ] || : > ".venv/.$1"  # not removed: whoever sets up at the same time sees which lock is meant
  [ -x .venv/bin/python ] || $UV venv -q --python "$PY" .venv
  $UV pip sync -q --python .venv --require-hashes "$1"
  wait $building
  $UV pip install -q --python .venv --no-deps --no-build-isolation -e .
  cat "$1" pyproject.toml > ".venv/.$1"
}
case "${1:-demo}" in
  test) shift; set_up requirements-dev.lock; exec .venv/bin/python -m pytest "$@" ;;
  lock) find_uv
    $UV pip compile -q --universal --generate-hashes --group build pyproject.toml -o requirements.lock
    $UV pip compile -q --universal --generate-hashes --group dev --extra postgres --extra oidc --extra cluster --extra analytics --extra forecast -c requirements.lock pyproject.toml -o requirements-dev.lock
    echo 'ziglang>=0.15' | $UV pip compile -q --universal --generate-hashes - -o requirements-compiler.lock ;;
  *) if [ -f .venv/.requirements-dev.lock ]; then set_up requirements-dev.lock; else set_up requirements.lock; fi
    exec .venv/bin/coalition "${@:-demo}" ;;
esac
