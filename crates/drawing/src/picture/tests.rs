//! What a user sees of a design.
