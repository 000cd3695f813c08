#!/bin/sh
# rustdoc with its unstable options, on any toolchain; set for cargo itself, the variable would rebuild what probes for it.
RUSTC_BOOTSTRAP=1 exec rustdoc "$@"
