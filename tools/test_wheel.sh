#!/bin/sh
# The test suite against the built wheel, without the source tree, on one Python: test_wheel.sh <uv> <version> [pytest arguments]
set -eu
uv=$1
version=$2
shift 2
python=$("$uv" python find --no-project "$version" 2>/dev/null || true)
if [ -z "$python" ]; then
  python=$(ls -d "$HOME"/.pyenv/versions/"$version"*/bin/python 2>/dev/null | tail -n 1 || true)
fi
if [ -z "$python" ]; then
  echo "Python $version: not on this machine, skipped"
  exit 0
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
.venv/bin/python -m hatchling build -t wheel -d "$work/dist"
export UV_PROJECT_ENVIRONMENT="$work/venv"
"$uv" sync --locked --all-extras --quiet --no-install-project --python "$python"
"$uv" pip install --quiet --no-deps --python "$work/venv/bin/python" "$work"/dist/*.whl
"$work/venv/bin/python" -c "import eka_abha, sys; assert 'site-packages' in eka_abha.__file__; print(sys.version)"
"$work/venv/bin/pytest" -q -p no:cacheprovider "$@"
