"""Where things are, found from this file and not from the current directory."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROJECT = ROOT / "pyproject.toml"
CHANGELOG = ROOT / "CHANGELOG.md"
SPECIFICATION = ROOT / "openapi" / "registration.yaml"
LOCK = ROOT / "openapi" / "registration.lock"
OVERLAY = ROOT / "openapi" / "overlay.yaml"
TEMPLATE_PATCHES = ROOT / "openapi" / "templates"
GENERATOR_CONFIG = ROOT / "generator-config.yml"
GENERATED = ROOT / "generated" / "eka_abha_api"
WRAPPER = ROOT / "wrapper"
STATIC = Path(__file__).resolve().parent / "static"
