#!/usr/bin/env bash
# Exports the client of every catalogue, and builds the program that tries them: `build.sh ERRORS OUT` makes OUT/run.exe.
#
# Needs Mono's C# compiler. Warnings are errors, and documentation that is no XML is a warning.
set -euo pipefail
cd "$(dirname "$0")"
errors=$1 out=$2
root=../../../..
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
for catalogue in "$root"/specs/*.yaml forms.yaml; do
    export_client "$catalogue"
    clients+=("$out/$(basename "$catalogue" .yaml).cs")
done
# These hold what may trip a compiler, and are not served.
export_client "$root/tests/hygiene/rich.yaml"
export_client ../clash.yaml

compile -debug -r:System.Net.Http.dll -r:System.Json.dll -out:"$out/run.exe" ./*.cs "${clients[@]}"
