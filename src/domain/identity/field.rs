//! The fields of forms about accounts: who somebody is, what they prove themselves with, and where they
//! belong.

use crate::form::key::Key;

/// The name of the field for somebody's name.
pub const NAME: Key = Key::new("name");
/// The name of the field for an address that mail can be sent to.
pub const EMAIL: Key = Key::new("email");
/// The name of the field for the role of a member of staff.
pub const ROLE: Key = Key::new("role");
/// The name of the field for a password, present or new.
pub const PASSWORD: Key = Key::new("password");
/// The name of the field for a new password typed a second time.
pub const AGAIN: Key = Key::new("again");
/// The name of the field for the one-time code.
pub const CODE: Key = Key::new("code");
/// The name of the field for the present password of somebody who changes something.
pub const PRESENT: Key = Key::new("present");
/// Where what is wrong with an invitation as a whole stands.
pub const INVITE: Key = Key::new("invite");
/// The name of the field that says what is to be done to an account.
pub const ACT: Key = Key::new("act");
/// The name of the field for a desk.
pub const DESK: Key = Key::new("desk");
/// The name of the field for somebody who is to be at a desk.
pub const MEMBER: Key = Key::new("member");
/// The name of the field for somebody who audits a desk.
pub const AUDITOR: Key = Key::new("auditor");
/// The name of the field for the certificate of a desk.
pub const CERTIFICATE: Key = Key::new("certificate");
/// The name of the field for a force that is to be served.
pub const FORCE: Key = Key::new("force");
/// The name of the field for the recovery key.
pub const RECOVERY_KEY: Key = Key::new("key");
/// The name under which it is told that a deployment was set up before.
pub const INIT: Key = Key::new("init");
