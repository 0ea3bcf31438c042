//! What is imported from files as the AWS command line prints them.

#![cfg(test)]
#![expect(
    clippy::disallowed_methods,
    reason = "tests read samples and look at the environment"
)]

#[path = "aws_describe/absent.rs"]
mod absent;
#[path = "aws_describe/doors.rs"]
mod doors;
#[path = "aws_describe/hostile.rs"]
mod hostile;
#[path = "aws_describe/kinds.rs"]
mod kinds;
#[path = "aws_describe/layouts.rs"]
mod layouts;
#[path = "aws_describe/merging.rs"]
mod merging;
#[path = "aws_describe/problems.rs"]
mod problems;
#[path = "aws_describe/round_trip.rs"]
mod round_trip;
#[path = "aws_describe/samples.rs"]
mod samples;
#[path = "aws_describe/writer.rs"]
mod writer;
