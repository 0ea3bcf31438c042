//! What is imported from files as the AWS command line prints them.

#[path = "aws_describe/samples.rs"]
mod samples;
