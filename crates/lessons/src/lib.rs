//! Lessons: a title and steps in order, each with text and, where something is to be reached, a goal.
//!
//! A goal is the name of a check of the design the lesson stands beside, so a lesson cannot claim what the analysis does
//! not find. Lessons are written in Markdown; this crate takes the text apart and says how far the learner is. It neither
//! renders the text nor runs the checks.

mod parse;
mod progress;

pub use parse::{LessonError, parse};
pub use progress::{Progress, StepState, progress};

use vpcanvas_model::Check;

/// A lesson.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lesson {
    /// What it is called.
    pub title: String,
    /// What stands before the first step, in Markdown; often empty.
    pub introduction: String,
    /// The steps in their order; never empty.
    pub steps: Vec<Step>,
}

/// One step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// What it is called.
    pub title: String,
    /// What to read and do, in Markdown.
    pub text: String,
    /// What is to hold at its end.
    pub goal: Option<Goal>,
}

/// What is to hold at the end of a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Goal {
    /// The name of a check of the design.
    pub check: String,
    /// The line of the text it stands in, from 1.
    pub line: usize,
}

impl Lesson {
    /// The goals that name no check, each as an error with its line.
    pub fn unknown_goals(&self, checks: &[Check]) -> Vec<LessonError> {
        self.steps
            .iter()
            .filter_map(|step| step.goal.as_ref())
            .filter(|goal| checks.iter().all(|check| check.name != goal.check))
            .map(|goal| LessonError {
                line: goal.line,
                message: format!(
                    "the design has no check named “{}”: add it or name another",
                    goal.check
                ),
            })
            .collect()
    }
}
