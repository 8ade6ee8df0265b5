#!/bin/sh
# The test suite on one more Python: test_on_python.sh <uv> <version>. Uses an environment of its own.
set -eu
uv=$1
version=$2
python=$("$uv" python find --no-project "$version" 2>/dev/null || true)
if [ -z "$python" ]; then
  python=$(ls -d "$HOME"/.pyenv/versions/"$version"*/bin/python 2>/dev/null | tail -n 1 || true)
fi
if [ -z "$python" ]; then
  echo "Python $version: not on this machine, skipped"
  exit 0
fi
echo "Python $version: $python"
export UV_PROJECT_ENVIRONMENT=".venv-$version"
"$uv" sync --locked --all-extras --quiet --python "$python"
"$UV_PROJECT_ENVIRONMENT/bin/pytest" -q -p no:cacheprovider
