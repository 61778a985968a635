//! Candour from outside: one test binary, since each one links a database of its own.

#[cfg(test)]
mod anonymous;
#[cfg(test)]
mod answer;
#[cfg(test)]
mod application;
#[cfg(test)]
mod architecture;
#[cfg(test)]
mod commands;
#[cfg(test)]
mod crash;
#[cfg(test)]
mod engines;
#[cfg(test)]
mod faults;
#[cfg(test)]
mod input;
#[cfg(test)]
mod journey;
#[cfg(test)]
mod kit;
#[cfg(test)]
mod landed;
#[cfg(test)]
mod leak;
#[cfg(test)]
mod mail;
#[cfg(test)]
mod nodes;
#[cfg(test)]
mod pairs;
#[cfg(test)]
mod passkey;
#[cfg(test)]
mod permissions;
#[cfg(test)]
mod practitioner;
#[cfg(test)]
mod register;
#[cfg(test)]
mod report;
#[cfg(test)]
mod support;
#[cfg(test)]
mod tamper;
#[cfg(test)]
mod throttle;
#[cfg(test)]
mod tls;
#[cfg(test)]
mod triage;
