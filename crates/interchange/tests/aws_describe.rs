//! What is imported from files as the AWS command line prints them.

#![cfg(test)]
#![expect(
    clippy::disallowed_methods,
    reason = "tests read samples and look at the environment"
)]

#[path = "aws_describe/samples.rs"]
mod samples;
