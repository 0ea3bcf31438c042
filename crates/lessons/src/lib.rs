//! Lessons: steps, and goals as checks of the design.
