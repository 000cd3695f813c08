#!/usr/bin/env bash
# What tools that are not ours say of what the command writes: OpenAPI in both versions, and the JSON Schema.
# Needs Python 3 and Node with npm; installs everything else below the target folder.
set -euo pipefail
cd "$(dirname "$0")"
root="$(cd ../.. && pwd)"
work="${CARGO_TARGET_DIR:-$root/target}/foreign"
mkdir -p "$work"

python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check -r requirements.txt
cp package.json package-lock.json schema.mjs "$work/"
(cd "$work" && npm ci --silent --no-audit --no-fund --ignore-scripts)
bin="$work/node_modules/.bin"
export REDOCLY_TELEMETRY=off REDOCLY_SUPPRESS_UPDATE_NOTICE=true

cargo build --quiet --manifest-path "$root/Cargo.toml" -p errors-cli --locked
errors="${CARGO_TARGET_DIR:-$root/target}/debug/errors"

documents=()
for version in 3.0 3.1; do
    for spec in "$root"/specs/*.yaml; do
        document="$work/$(basename "$spec" .yaml)-$version.yaml"
        "$errors" openapi "$spec" --openapi "$version" -o "$document"
        documents+=("$document")
    done
done

for document in "${documents[@]}"; do
    "$work/venv/bin/openapi-spec-validator" "$document"
    "$bin/openapi-typescript" "$document" -o "${document%.yaml}.ts" >/dev/null
done
(cd "$work" && "$bin/redocly" lint --extends=recommended "${documents[@]}" >"$work/redocly.log" 2>&1) || { cat "$work/redocly.log"; exit 1; }
echo "redocly: $(grep -cE '^\[[0-9]+\]' "$work/redocly.log" || true) warnings, no error"
"$bin/tsc" --noEmit --strict --skipLibCheck false "${documents[@]/%.yaml/.ts}"
ROOT="$root" node "$work/schema.mjs"
