#!/bin/sh
# The test suite against the built wheel, installed into an environment without the source tree: test_wheel.sh <uv>
set -eu
uv=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
.venv/bin/python -m hatchling build -t wheel -d "$work/dist"
export UV_PROJECT_ENVIRONMENT="$work/venv"
"$uv" sync --locked --all-extras --quiet --no-install-project --python .venv/bin/python
"$uv" pip install --quiet --no-deps --python "$work/venv/bin/python" "$work"/dist/*.whl
"$work/venv/bin/python" -c "import eka_abha, sys; assert 'site-packages' in eka_abha.__file__, eka_abha.__file__"
"$work/venv/bin/pytest" -q -p no:cacheprovider
