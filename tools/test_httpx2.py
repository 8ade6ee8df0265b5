"""The test suite with httpx2 in httpx's place: test_httpx2.py [pytest arguments]."""

import sys

import httpx2

httpx2.alias_httpx()  # before pytest's plugins import httpx

import httpx  # noqa: E402
import pytest  # noqa: E402

if __name__ == "__main__":
    assert httpx.__name__ == "httpx2"
    ignored = "ignore:Module already imported:pytest.PytestAssertRewriteWarning"  # anyio, by httpx2
    sys.exit(pytest.main(["-W", ignored, *sys.argv[1:]]))
