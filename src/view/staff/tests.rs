//! Every page of the police side, drawn with samples and read back.
