//! Reads a lesson: `#` for the title, `##` for each step, `Goal: <name of a check>` on a line of its own.
//!
//! Everything else is kept as the Markdown it is. Headings and goals inside fenced code are text.

use std::fmt;

use crate::{Goal, Lesson, Step};

/// Why a text is not a lesson.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LessonError {
    /// The line it stands in, from 1.
    pub line: usize,
    /// What is wrong and what was expected.
    pub message: String,
}

impl fmt::Display for LessonError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "line {}: {}", self.line, self.message)
    }
}

impl std::error::Error for LessonError {}

/// Reads a lesson.
///
/// # Errors
/// The first line that does not fit.
pub fn parse(text: &str) -> Result<Lesson, LessonError> {
    let mut title = None;
    let mut introduction = String::new();
    let mut steps: Vec<Step> = Vec::new();
    let mut is_code = false;
    let mut last = 1;
    for (index, line) in text.lines().enumerate() {
        let number = index + 1;
        last = number;
        let read = if is_code { Line::Text } else { read(line) };
        is_code ^= line.trim_start().starts_with("```");
        match (read, steps.last_mut()) {
            (Line::Title(_), _) if title.is_some() => {
                return Err(error(
                    number,
                    "a second title, expected “## ” before the name of a step",
                ));
            }
            (Line::Title("") | Line::Step(""), _) => {
                return Err(error(number, "a heading without text, expected a name"));
            }
            (Line::Title(name), _) => title = Some(name.to_owned()),
            (Line::Step(name), _) => steps.push(Step {
                title: name.to_owned(),
                text: String::new(),
                goal: None,
            }),
            (Line::Goal(""), _) => {
                return Err(error(
                    number,
                    "“Goal:” without a name, expected the name of a check",
                ));
            }
            (Line::Goal(_), None) => {
                return Err(error(
                    number,
                    "a goal before the first step, expected it below a “## ” heading",
                ));
            }
            (Line::Goal(_), Some(step)) if step.goal.is_some() => {
                return Err(error(
                    number,
                    "a second goal in one step, expected one: begin another step",
                ));
            }
            (Line::Goal(check), Some(step)) => {
                step.goal = Some(Goal {
                    check: check.to_owned(),
                    line: number,
                });
            }
            (Line::Text, Some(step)) => push_line(&mut step.text, line),
            (Line::Text, None) if title.is_some() => push_line(&mut introduction, line),
            (Line::Text, None) if line.trim().is_empty() => {}
            (Line::Text, None) => {
                return Err(error(
                    number,
                    "text before the title, expected “# ” and a title",
                ));
            }
        }
    }
    let title = title.ok_or_else(|| error(1, "no title, expected “# ” and a title"))?;
    if steps.is_empty() {
        return Err(error(last, "no step, expected “## ” and the name of one"));
    }
    for step in &mut steps {
        step.text = step.text.trim().to_owned();
    }
    Ok(Lesson {
        title,
        introduction: introduction.trim().to_owned(),
        steps,
    })
}

/// What a line is.
enum Line<'a> {
    Title(&'a str),
    Step(&'a str),
    Goal(&'a str),
    Text,
}

fn read(line: &str) -> Line<'_> {
    let after = |mark: &str| {
        let rest = line.strip_prefix(mark)?;
        (rest.is_empty() || rest.starts_with(' ')).then(|| rest.trim())
    };
    if let Some(name) = after("#") {
        Line::Title(name)
    } else if let Some(name) = after("##") {
        Line::Step(name)
    } else if let Some(check) = after("Goal:") {
        Line::Goal(check)
    } else {
        Line::Text
    }
}

fn push_line(text: &mut String, line: &str) {
    text.push_str(line);
    text.push('\n');
}

fn error(line: usize, message: &str) -> LessonError {
    LessonError {
        line,
        message: message.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_error(text: &str, expected: &str) {
        assert_eq!(parse(text).unwrap_err().to_string(), expected);
    }

    #[test]
    fn steps_keep_their_markdown() {
        let lesson = parse(
            "\n# Doorways\n\nWhat this is about.\n\n## Look\n\nFirst *look*.\n\n```\n## not a step\nGoal: not a goal\n```\n\n## Do\nGoal: app reaches it\nThen do.\n",
        )
        .unwrap();
        assert_eq!(lesson.title, "Doorways");
        assert_eq!(lesson.introduction, "What this is about.");
        let [look, act] = lesson.steps.as_slice() else {
            panic!("{} steps", lesson.steps.len());
        };
        assert_eq!((look.title.as_str(), look.goal.as_ref()), ("Look", None));
        assert!(look.text.ends_with("## not a step\nGoal: not a goal\n```"));
        let goal = act.goal.as_ref().unwrap();
        assert_eq!((goal.check.as_str(), goal.line), ("app reaches it", 16));
        assert_eq!(act.text, "Then do.");
    }

    #[test]
    fn errors_name_the_line() {
        check_error("", "line 1: no title, expected “# ” and a title");
        check_error(
            "Hello\n# A",
            "line 1: text before the title, expected “# ” and a title",
        );
        check_error(
            "# A\n\n",
            "line 2: no step, expected “## ” and the name of one",
        );
        check_error(
            "# A\n## B\n# C",
            "line 3: a second title, expected “## ” before the name of a step",
        );
        check_error(
            "# A\n##\n",
            "line 2: a heading without text, expected a name",
        );
        check_error(
            "# A\nGoal: b",
            "line 2: a goal before the first step, expected it below a “## ” heading",
        );
        check_error(
            "# A\n## B\nGoal:",
            "line 3: “Goal:” without a name, expected the name of a check",
        );
        check_error(
            "# A\n## B\nGoal: c\nGoal: d",
            "line 4: a second goal in one step, expected one: begin another step",
        );
    }
}
