//! Candour from outside: one test binary, since each one links a database of its own.

#[cfg(test)]
mod architecture;
#[cfg(test)]
mod journey;
#[cfg(test)]
mod kit;
#[cfg(test)]
mod support;
