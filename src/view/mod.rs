//! Floor 2: pages and components. What people see is drawn here, from what it is given: no database, no
//! clock, no request. Only this floor knows HTML.

pub mod asset;
