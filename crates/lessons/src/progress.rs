//! How far a learner is: each step's state, and the step to look at next. It remembers nothing.

use crate::Lesson;

/// How far a lesson is done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress {
    /// One state a step, in the order of steps.
    pub steps: Vec<StepState>,
    /// The first step whose goal is not reached; `None` when nothing is left to reach.
    pub next: Option<usize>,
}

/// Where a step stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepState {
    /// It has no goal: it is there to be read.
    Reading,
    /// Its goal is reached.
    Reached,
    /// Its goal is not reached.
    Open,
    /// Nobody can say: the design has no such check, or it cannot be decided yet.
    Undecided,
}

/// Looks at every goal. `passed` says whether the check of a name holds, `None` where nobody can say.
pub fn progress(lesson: &Lesson, passed: impl Fn(&str) -> Option<bool>) -> Progress {
    let steps: Vec<StepState> = lesson
        .steps
        .iter()
        .map(|step| match &step.goal {
            None => StepState::Reading,
            Some(goal) => match passed(&goal.check) {
                Some(true) => StepState::Reached,
                Some(false) => StepState::Open,
                None => StepState::Undecided,
            },
        })
        .collect();
    let next = steps
        .iter()
        .position(|state| matches!(state, StepState::Open | StepState::Undecided));
    Progress { steps, next }
}

impl Progress {
    /// How many goals are reached, and how many there are.
    pub fn reached(&self) -> (usize, usize) {
        let goals = self
            .steps
            .iter()
            .filter(|state| **state != StepState::Reading);
        let reached = self
            .steps
            .iter()
            .filter(|state| **state == StepState::Reached);
        (reached.count(), goals.count())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse;

    #[test]
    fn the_first_open_goal_is_next() {
        let lesson = parse(
            "# A\n## Read\nText.\n## One\nGoal: one\n## Two\nGoal: two\n## Three\nGoal: three",
        )
        .unwrap();
        let seen = progress(&lesson, |check| match check {
            "one" => Some(true),
            "two" => Some(false),
            _ => None,
        });
        let states = [
            StepState::Reading,
            StepState::Reached,
            StepState::Open,
            StepState::Undecided,
        ];
        assert_eq!(seen.steps, states);
        assert_eq!((seen.next, seen.reached()), (Some(2), (1, 3)));
        assert_eq!(progress(&lesson, |_| Some(true)).next, None);
    }

    #[test]
    fn goals_without_a_check_are_named() {
        let lesson = parse("# A\n## One\nGoal: nowhere").unwrap();
        let errors: Vec<String> = lesson
            .unknown_goals(&[])
            .iter()
            .map(ToString::to_string)
            .collect();
        assert_eq!(
            errors,
            ["line 3: the design has no check named “nowhere”: add it or name another"]
        );
    }
}
