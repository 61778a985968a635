//! Floor 6: what the program can be told to do. Reads the settings and wires the house together.

pub mod listen;
pub mod log;
