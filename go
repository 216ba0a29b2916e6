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
set_up() {  # $1: lock file; does nothing while it and pyproject.toml are what is installed
  if cat "$1" pyproject.toml | cmp -s - ".venv/.$1"; then return; fi
  "$PY" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "./go: Python 3.11+ needed; set PYTHON=..." >&2; exit 1; }
  find_uv; rm -f .venv/.requirements*
  [ -x .venv/bin/python ] || $UV venv -q --python "$PY" .venv
  $UV pip sync -q --python .venv --require-hashes "$1"
  $UV pip install -q --python .venv --no-deps --no-build-isolation -e .
  cat "$1" pyproject.toml > ".venv/.$1"
}
case "${1:-demo}" in
  test) shift; set_up requirements-dev.lock; exec .venv/bin/python -m pytest "$@" ;;
  lock) find_uv
    $UV pip compile -q --universal --generate-hashes --group build pyproject.toml -o requirements.lock
    $UV pip compile -q --universal --generate-hashes --group dev -c requirements.lock pyproject.toml -o requirements-dev.lock ;;
  *) if [ -f .venv/.requirements-dev.lock ]; then set_up requirements-dev.lock; else set_up requirements.lock; fi
    exec .venv/bin/coalition "${@:-demo}" ;;
esac
