//! Designs and what is true of them: a change to the base design T0 of the specification, a question, and the answer
//! expected, all through the file format.
#![cfg(test)]

mod absurd;
mod balancers;
mod codes;
mod cross_region;
mod doors;
mod exceptions;
mod golden;
mod not_collected;
mod paths;
mod resources;
mod ways;
