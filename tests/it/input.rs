//! Bad input from outside: a clear page, nothing kept, nothing of it in the log, and the server goes on.

mod cookies;
mod fields;
mod files;
mod multipart;
mod requests;
mod stories;
mod tokens;
mod trial;
