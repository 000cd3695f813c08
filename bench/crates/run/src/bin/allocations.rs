//! How often each case allocates.
#![forbid(unsafe_code)]

use std::alloc::System;

use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

fn main() {
    for (name, mut case) in run::cases() {
        case(1);
        let region = Region::new(ALLOCATOR);
        case(1);
        let change = region.change();
        println!("{name} {}", change.allocations + change.reallocations);
    }
}
