//! The lesson that goes with the design, and how far it is done right now.

use vpcanvas_analysis::CheckResult;
use vpcanvas_lessons::{Lesson, LessonError, Progress, parse, progress};

/// A lesson and how far it is done.
pub struct Course {
    /// What there is to read and to reach.
    pub lesson: Lesson,
    /// What of it holds.
    pub progress: Progress,
}

impl Course {
    /// Reads a lesson and looks at its goals; the first line that does not fit is the error.
    pub(super) fn new(text: &str, checks: &[CheckResult]) -> Result<Self, LessonError> {
        let lesson = parse(text)?;
        let passed = |name: &str| {
            let check = checks.iter().find(|check| check.name == name)?;
            Some(check.passed)
        };
        let progress = progress(&lesson, passed);
        Ok(Self { lesson, progress })
    }
}
