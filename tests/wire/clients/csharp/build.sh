#!/usr/bin/env bash
# Exports the clients of catalogues, and builds the program that tries them: `build.sh ERRORS OUT CATALOGUE...` makes
# OUT/run.exe.
#
# Needs Mono's C# compiler. Warnings are errors, and documentation that is not XML is a warning.
set -euo pipefail
errors=$1 out=$2
shift 2
mkdir -p "$out"

compile() {
    mcs -langversion:latest -warnaserror "$@"
}

# A client on its own, with its documentation: it must not need anything beside it.
export_client() {
    local name
    name=$(basename "$1" .yaml)
    "$errors" export "$1" --to csharp --output "$out/$name.cs"
    compile -target:library -doc:"$out/$name.xml" -out:"$out/$name.dll" "$out/$name.cs"
}

clients=()
for catalogue in "$@"; do
    export_client "$catalogue"
    clients+=("$out/$(basename "$catalogue" .yaml).cs")
done
here=$(dirname "$0")
# This one has what may trip a compiler, and responses of nobody.
export_client "$here/../clash.yaml"

compile -debug -r:System.Net.Http.dll -r:System.Json.dll -out:"$out/run.exe" "$here"/*.cs "${clients[@]}"
