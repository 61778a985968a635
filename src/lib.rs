//! Candour: a confidential reporting and partner-agency engagement portal.
