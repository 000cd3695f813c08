#!/usr/bin/env bash
# Chooses what fuzz/corpus keeps of fuzz/work and of itself: per target the inputs that bring most edges for their size,
# at most 150 and 40 KB of them. `cargo fuzz cmin` keeps each count of each edge, which is more than a repository should.
set -euo pipefail
cd "$(dirname "$0")"

targets=("$@")
if [ ${#targets[@]} -eq 0 ]; then
    mapfile -t targets < <(cargo +nightly fuzz list)
fi

# The control file of a merge names the inputs, smallest first, then says of each which edges it was the first to reach.
most_edges_first() {
    awk 'NR == 1 { count = $1; next } NR == 2 { next } NR <= count + 2 { name[NR - 3] = $0; next }
        $1 == "STARTED" { size[$2] = $3 } $1 == "COV" && NF > 2 { print (NF - 2) / (size[$2] + 300), size[$2], name[$2] }' "$1" |
        sort -k1,1gr
}

for target in "${targets[@]}"; do
    scratch=$(mktemp -d)
    mkdir "$scratch/merged" "$scratch/chosen"
    mkdir -p "corpus/$target" "work/$target"
    cargo +nightly fuzz run --sanitizer none "$target" "$scratch/merged" "corpus/$target" "work/$target" -- \
        -merge=1 -merge_control_file="$scratch/control" -max_len=4096 2>"$scratch/log"
    most_edges_first "$scratch/control" >"$scratch/sorted"
    total=0
    while read -r _ size name; do
        total=$((total + size))
        if [ "$total" -gt 40000 ]; then break; fi
        cp "$name" "$scratch/chosen/$(sha1sum <"$name" | cut -c1-12)"
    done < <(head -n 150 "$scratch/sorted")
    rm -r "corpus/$target"
    mv "$scratch/chosen" "corpus/$target"
    rm -r "$scratch"
    echo "$target: $(find "corpus/$target" -type f | wc -l) inputs, $(cat "corpus/$target"/* | wc -c) bytes"
done
