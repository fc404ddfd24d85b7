#!/usr/bin/env bash
# Brings the browser of tests/browser: Debian's Chromium, where it can be installed. Without it those tests say so and skip.
set -euo pipefail
command -v chromium >/dev/null && exit 0
if command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
  apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium >/dev/null || echo "Chromium could not be installed" >&2
fi
