//! What functions leave behind on a thread's stack when they return.

use std::hint::black_box;

/// How far down: more than any request of ours reaches.
const DEPTH: usize = 256 * 1024;

/// Overwrites the stack below the caller. Keys and tokens are values that functions hand on, and each leaves
/// its copy where it stood until another call happens to lie there.
#[expect(clippy::large_stack_arrays, reason = "it is the stack that is to be written to")]
#[inline(never)]
pub fn wipe() {
    black_box(&mut [0_u8; DEPTH]);
}
