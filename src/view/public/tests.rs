//! Every page, drawn with samples.
