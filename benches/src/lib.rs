//! The Rust side of the benchmarks, for the C program in `c/`: the rival that a Rust programmer would write, a JSON
//! reader for the rival that a C programmer would write, and a slow network. Declared in `c/rivals.h`.

mod bare;
mod exports;
mod slow_network;
