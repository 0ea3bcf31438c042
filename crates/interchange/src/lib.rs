//! Foreign formats in and out.
//!
//! Every writer takes values and gives text or bytes back; saving them is the caller's business, so that all of it runs
//! in the browser.

pub mod archive;
pub mod aws_describe;
pub mod png;
pub mod svg;
