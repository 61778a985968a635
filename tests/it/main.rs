//! Candour from outside: one test binary, since each one links a database of its own.

#[cfg(test)]
mod architecture;
#[cfg(test)]
mod input;
#[cfg(test)]
mod journey;
#[cfg(test)]
mod kit;
#[cfg(test)]
mod mail;
#[cfg(test)]
mod permissions;
#[cfg(test)]
mod support;
#[cfg(test)]
mod tls;
