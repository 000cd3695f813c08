#!/usr/bin/env bash
# What tools that are not ours make of what the command writes: validators of OpenAPI and a generator of types, PyYAML,
# ajv and yaml-language-server with the JSON Schema, Chromium and axe-core with the HTML page, html5lib and markdown-it with
# pages of hostile texts.
#
# Needs Rust, Python 3 (with venv) and Node 20 with npm, or newer, and Chromium. What else they stand on is installed, by
# exact version, below the target folder; Chromium is where it is missing and apt-get may do it.
set -euo pipefail
cd "$(dirname "$0")"
ROOT="$(cd ../.. && pwd)"

target=$(cargo metadata --format-version 1 --no-deps --locked |
    python3 -c 'import json, sys; print(json.load(sys.stdin)["target_directory"])')
WORK=$target/foreign
ERRORS=$target/debug/errors
mkdir -p "$WORK"

install_python() {
    local venv=$WORK/venv
    # Made anew when the versions change: then the stamp, a copy of the list, differs.
    if ! cmp -s requirements.txt "$venv/requirements.txt"; then
        rm -rf "$venv"
        python3 -m venv "$venv"
        "$venv/bin/pip" install --quiet --disable-pip-version-check --requirement requirements.txt
        cp requirements.txt "$venv/requirements.txt"
    fi
}

install_node() {
    if ! cmp -s package-lock.json "$WORK/node_modules/.installed.json"; then
        cp package.json package-lock.json "$WORK/"
        (cd "$WORK" && npm ci --silent --no-audit --no-fund --ignore-scripts)
        cp package-lock.json "$WORK/node_modules/.installed.json"
    fi
    # Modules are looked for beside the script.
    cp ./*.mjs "$WORK/"
}

install_chromium() {
    CHROMIUM=$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)
    [ -z "$CHROMIUM" ] || return 0
    if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
        echo "the page is opened in Chromium: install chromium (Debian's name), then run this again" >&2
        exit 1
    fi
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -qq --yes --no-install-recommends chromium >/dev/null
    CHROMIUM=$(command -v chromium)
}

# Every catalogue as OpenAPI, in both versions: `documents`.
write_documents() {
    local version spec document
    documents=()
    for version in 3.0 3.1; do
        for spec in "$ROOT"/specs/*.yaml; do
            document=$WORK/$(basename "$spec" .yaml)-$version.yaml
            "$ERRORS" openapi "$spec" --openapi "$version" -o "$document"
            documents+=("$document")
        done
    done
}

# Says what a tool said only where it found something.
quietly() {
    "$@" >"$WORK/tool.log" 2>&1 || { cat "$WORK/tool.log"; exit 1; }
}

check_documents() {
    local bin=$WORK/node_modules/.bin document
    quietly "$WORK/venv/bin/openapi-spec-validator" "${documents[@]}"
    echo "openapi-spec-validator: ${#documents[@]} documents pass"
    export REDOCLY_TELEMETRY=off REDOCLY_SUPPRESS_UPDATE_NOTICE=true
    (cd "$WORK" && quietly "$bin/redocly" lint --extends=recommended "${documents[@]}")
    echo "redocly: $(grep -cE '^\[[0-9]+\]' "$WORK/tool.log" || true) warnings, no error"
    for document in "${documents[@]}"; do
        quietly "$bin/openapi-typescript" "$document" -o "${document%.yaml}.ts"
    done
    "$bin/tsc" --noEmit --strict --skipLibCheck false "${documents[@]/%.yaml/.ts}"
    echo "openapi-typescript: ${#documents[@]} modules pass tsc"
}

# The catalogues of hostile texts, and what rustdoc makes of them, which a test writes.
write_hostile() {
    rm -rf "$WORK/hostile"
    cargo run --quiet --locked --manifest-path "$ROOT/Cargo.toml" --package errors-tests --example hostile -- "$WORK/hostile"
    quietly cargo test --quiet --locked --manifest-path "$ROOT/Cargo.toml" --package errors-tests --test hostile
    RUSTDOC_PAGES=$target/tmp/sandbox/target/doc/hostile
}

install_python
install_node
install_chromium
cargo build --quiet --locked --manifest-path "$ROOT/Cargo.toml" --package errors-cli
write_documents
check_documents
write_hostile
export ROOT WORK ERRORS CHROMIUM RUSTDOC_PAGES
for script in texts hostile; do
    "$WORK/venv/bin/python" "$script.py"
done
for script in schema editor page hostile; do
    node "$WORK/$script.mjs"
done
