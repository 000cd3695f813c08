#!/usr/bin/env bash
# Runs each target for so many seconds (60), or only those that are named: `fuzz/run.sh 600 catalogue response`.
# What is new goes to fuzz/work, what fails to fuzz/artifacts. Needs nightly and cargo-fuzz.
set -euo pipefail
cd "$(dirname "$0")"

seconds=${1:-60}
shift || true
targets=("$@")
if [ ${#targets[@]} -eq 0 ]; then
    mapfile -t targets < <(cargo +nightly fuzz list)
fi

# Per target: the longest input, the dictionary, and the folders of the repository that it starts from.
setting() {
    case $1 in
    catalogue | tokens) echo 8192 catalogue.dict ../specs ../errors-catalogue/tests/cases ../tests/hygiene ../tests/derive ;;
    diff) echo 8192 catalogue.dict ;;
    # syn, and with it every derive, runs out of stack at some 3,000 levels of a type.
    derive_text) echo 2048 rust.dict ../tests/ui/derive ;;
    derive_shape) echo 1024 rust.dict ;;
    response) echo 4096 response.dict ;;
    *) echo 1024 response.dict ;;
    esac
}

for target in "${targets[@]}"; do
    read -r longest dictionary seeds <<<"$(setting "$target")"
    mkdir -p "work/$target" "corpus/$target"
    printf '\n== %s\n' "$target"
    # No code here is unsafe: without a sanitiser more inputs are tried.
    # shellcheck disable=SC2086
    cargo +nightly fuzz run --sanitizer none "$target" "work/$target" "corpus/$target" $seeds -- \
        -max_total_time="$seconds" -max_len="$longest" -dict="$dictionary" \
        -rss_limit_mb=2048 -timeout=20 -print_final_stats=1
done
