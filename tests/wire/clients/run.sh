#!/usr/bin/env bash
# Clients that are not ours, in Python, Node and C#, against the example server: every code of every catalogue. Those written
# by hand follow the documents; those that `errors export` writes also read the cases in tests/conformance, and variants of
# every error, as errors-runtime does.
#
# To add a case: write it into a file of tests/conformance without its `expect` (docs/decoder.md has the form), run
# `UPDATE_GOLDEN=1 cargo test -p errors-wire --test conformance`, read what that wrote, then run this. A new catalogue is
# also listed in SUBJECTS (tests/wire/src/conformance.rs) and, unless it is in specs/ or tests/conformance, below.
#
# Needs Rust, Python 3.10 (with venv) and Node 20 with npm, or newer, and Mono. What else the clients stand on is
# installed, by exact version, into target/ and node_modules/; Mono is where it is missing and apt-get may do it. The
# last line is `N passed, N failed`.
set -euo pipefail
cd "$(dirname "$0")"
clients=$PWD

target=$(cargo metadata --format-version 1 --no-deps --locked |
    python3 -c 'import json, sys; print(json.load(sys.stdin)["target_directory"])')
work=$target/clients
root=$clients/../../..
mkdir -p "$work"

# Those whose responses are read.
catalogues=("$root"/specs/*.yaml "$root"/tests/conformance/*.yaml "$root"/tests/wire/fixtures/rate_limit.yaml
    "$root"/tests/hygiene/rich.yaml "$root"/errors-catalogue/tests/cases/valid/tour.yaml)

install_python() {
    local venv=$work/python
    # Made anew when the versions change: then the stamp, a copy of the list, differs.
    if ! cmp -s python/requirements.txt "$venv/requirements.txt"; then
        rm -rf "$venv"
        python3 -m venv "$venv"
        "$venv/bin/pip" install --quiet --disable-pip-version-check --requirement python/requirements.txt
        cp python/requirements.txt "$venv/requirements.txt"
    fi
}

install_node() {
    if ! cmp -s node/package-lock.json node/node_modules/.installed.json; then
        (cd node && npm ci --no-audit --no-fund --silent)
        cp node/package-lock.json node/node_modules/.installed.json
    fi
}

install_mono() {
    local packages=(mono-mcs mono-runtime libmono-system-net-http4.0-cil libmono-system-json4.0-cil)
    local libraries=/usr/lib/mono/4.5
    if command -v mcs >/dev/null && [ -e "$libraries/System.Net.Http.dll" ] && [ -e "$libraries/System.Json.dll" ]; then
        return
    fi
    if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
        echo "the C# clients need Mono: install ${packages[*]} (Debian's names), then run this again" >&2
        exit 1
    fi
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -qq --yes --no-install-recommends "${packages[@]}" >/dev/null
}

# Exports the clients and compiles them.
build_csharp() {
    cargo build --quiet --locked --package errors-cli
    csharp/build.sh "$target/debug/errors" "$work/csharp" "${catalogues[@]}"
}

# Starts the server on a free port, and sets `url`.
start_server() {
    cargo build --quiet --locked --package errors-wire --example server
    # Emptied here, not by the redirection, which may come later than the first look at what the last run left.
    : >"$work/server.log"
    "$target/debug/examples/server" --port 0 >>"$work/server.log" &
    server=$!
    trap 'kill "$server" 2>/dev/null || true' EXIT
    for _ in $(seq 100); do
        url=$(sed -n 's|^listening on |http://|p' "$work/server.log")
        [ -n "$url" ] && return
        kill -0 "$server" || break
        sleep 0.1
    done
    echo "the server did not start" >&2
    exit 1
}

# Runs a client, and adds up what its lines say; one that breaks off without a word has failed, too.
passed=0 failed=0
run() {
    local status=0 before=$failed line
    "$@" >"$work/client.log" || status=$?
    cat "$work/client.log"
    while read -r line; do
        passed=$((passed + $(sed 's/.*: \([0-9]*\) passed.*/\1/' <<<"$line")))
        failed=$((failed + $(sed 's/.*, \([0-9]*\) failed$/\1/' <<<"$line")))
    done < <(grep -E ': [0-9]+ passed, [0-9]+ failed$' "$work/client.log" || true)
    if [ "$status" -ne 0 ] && [ "$failed" -eq "$before" ]; then
        failed=$((failed + 1))
    fi
}

# Writes the client of a catalogue in every language that `errors export` knows.
export_clients() {
    local languages=(python:py typescript:ts) catalogue name language
    cargo build --quiet --locked --package errors-cli
    rm -rf "$work/exported"
    for language in "${languages[@]}"; do
        mkdir -p "$work/exported/${language%:*}"
        for catalogue in "${catalogues[@]}" clash.yaml; do
            name=$(basename "$catalogue" .yaml)
            "$target/debug/errors" export "$catalogue" --to "${language%:*}" \
                --output "$work/exported/${language%:*}/${name//-/_}.${language#*:}"
        done
    done
}

# Sets `cases`: the files that are committed, and those with variants of every error.
write_cases() {
    cargo build --quiet --locked --package errors-wire --example variants
    rm -rf "$work/variants"
    "$target/debug/examples/variants" "$work/variants"
    cases=("$root"/tests/conformance/*.json "$work"/variants/*.json)
}

# Writes the client of each hostile text, and of a harmless one, in every language.
export_hostile() {
    local out=$work/hostile folder name language
    rm -rf "$out"
    cargo run --quiet --locked --package errors-tests --example hostile -- "$out/catalogues"
    mkdir -p "$out"/{python,typescript,csharp}
    for folder in "$out"/catalogues/*; do
        name=$(basename "$folder")
        for language in python:py typescript:ts csharp:cs; do
            "$target/debug/errors" export "$folder/all.yaml" --to "${language%:*}" \
                --output "$out/${language%:*}/$name.${language#*:}"
        done
    done
}

# What compilers make of those.
compile_hostile() {
    local out=$work/hostile file
    for file in "$out"/csharp/*.cs; do
        mcs -langversion:latest -warnaserror -target:library -doc:"${file%.cs}.xml" -out:"${file%.cs}.dll" "$file" || return 1
    done
    "$clients/node/node_modules/.bin/tsc" --strict --target ES2020 --module ES2020 --moduleResolution bundler \
        --lib ES2020 --noEmit "$out"/typescript/*.ts
}

# Passes where a checker finds nothing.
accepts() {
    local name=$1
    shift
    if "$@"; then echo "$name: 1 passed, 0 failed"; else echo "$name: 0 passed, 1 failed"; fi
}

check_python_types() {
    cp python/exported_use.py "$work/exported/python"
    (cd "$work/exported/python" && accepts "mypy" "$work/python/bin/mypy" --strict --python-version 3.9 ./*.py)
}

# With the library of browsers and without any, and with every check that a project may have on.
check_typescript_types() {
    local typescript=$work/exported/typescript tsc=$clients/node/node_modules/.bin/tsc
    local common=(--strict --target ES2020 --module ES2020 --moduleResolution bundler)
    local pedantic=(--noUncheckedIndexedAccess --exactOptionalPropertyTypes --noImplicitOverride --noUnusedLocals
        --noPropertyAccessFromIndexSignature --noUnusedParameters --isolatedModules --verbatimModuleSyntax
        --erasableSyntaxOnly --noImplicitReturns --noFallthroughCasesInSwitch)
    cp node/exported-use.ts "$typescript"
    echo '{ "type": "module" }' >"$typescript/package.json"
    accepts "tsc" "$tsc" "${common[@]}" --lib ES2020,DOM --declaration "$typescript"/*.ts --outDir "$typescript/js"
    accepts "tsc without DOM" "$tsc" "${common[@]}" --lib ES2020 --noEmit "${pedantic[@]}" "$typescript"/*.ts
}

install_python
install_node
install_mono
build_csharp
export_clients
write_cases
start_server
export PYTHONDONTWRITEBYTECODE=1
export_hostile
run accepts "mcs and tsc, of hostile texts" compile_hostile
run "$work/python/bin/python" "$clients/python/hostile.py" "$work/hostile"
run node "$clients/node/hostile.mjs" "$work/hostile"
run check_python_types
run check_typescript_types
run "$work/python/bin/python" "$clients/python/conformance.py" "$work/exported/python" "${cases[@]}"
run "$work/python/bin/python" "$clients/python/exported.py" "$url" "$work/exported/python"
run node "$clients/node/conformance.mjs" "$work/exported/typescript/js" "${cases[@]}"
run node "$clients/node/exported.mjs" "$url" "$work/exported/typescript/js"
run "$work/python/bin/python" "$clients/python/run.py" "$url"
run node "$clients/node/run.mjs" "$url"
run mono --debug "$work/csharp/run.exe" "$url" "${cases[@]}"
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
