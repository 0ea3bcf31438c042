//! Arguments of a command: words in their order, and options by name. It knows no command.

use std::{collections::VecDeque, ffi::OsString, path::PathBuf};

use lexopt::{Arg, Parser};

use crate::{BadInput, suggestion::did_you_mean};

/// The arguments behind a command's name.
pub(crate) struct Arguments {
    words: VecDeque<OsString>,
    /// In the order they were given.
    options: Vec<(&'static str, OsString)>,
    /// Whether help was asked for; nothing else counts then.
    pub(crate) is_help: bool,
}

impl Arguments {
    /// Reads everything that is left. Options are known by their long names; `-o` is `--output`. One known with `?` behind
    /// its name takes no value, one with `+` may be given several times.
    pub(crate) fn read(
        mut parser: Parser,
        known: &'static [&'static str],
    ) -> Result<Self, BadInput> {
        let mut arguments = Self {
            words: VecDeque::new(),
            options: Vec::new(),
            is_help: false,
        };
        while let Some(argument) = parser.next().map_err(BadInput::misuse)? {
            let name = match argument {
                Arg::Value(word) => {
                    arguments.words.push_back(word);
                    continue;
                }
                Arg::Long("help") | Arg::Short('h') => {
                    arguments.is_help = true;
                    continue;
                }
                Arg::Short('o') => option(known, "output")?,
                Arg::Long(name) => option(known, name)?,
                Arg::Short(letter) => {
                    return Err(BadInput::misuse(format!("there is no option -{letter}")));
                }
            };
            let value = if name.ends_with('?') {
                OsString::new()
            } else {
                parser.value().map_err(BadInput::misuse)?
            };
            let given = bare(name);
            let is_first = arguments.options.iter().all(|(other, _)| *other != given);
            if !is_first && !name.ends_with('+') {
                return Err(BadInput::misuse(format!(
                    "--{given} is given twice, expected it once"
                )));
            }
            arguments.options.push((given, value));
        }
        Ok(arguments)
    }

    /// The next word, called as the usage line calls it.
    pub(crate) fn word(&mut self, called: &str) -> Result<OsString, BadInput> {
        self.words
            .pop_front()
            .ok_or_else(|| BadInput::misuse(format!("{called} is missing")))
    }

    /// The next word as a path.
    pub(crate) fn path(&mut self, called: &str) -> Result<PathBuf, BadInput> {
        self.word(called).map(PathBuf::from)
    }

    /// The next word as text.
    pub(crate) fn text(&mut self, called: &str) -> Result<String, BadInput> {
        text(self.word(called)?, called)
    }

    /// Whether there is a further word.
    pub(crate) fn has_word(&self) -> bool {
        !self.words.is_empty()
    }

    /// An option's value as text.
    pub(crate) fn option(&mut self, name: &str) -> Result<Option<String>, BadInput> {
        Ok(self.options(name)?.pop())
    }

    /// The values of an option that may be given several times, as texts in their order.
    pub(crate) fn options(&mut self, name: &str) -> Result<Vec<String>, BadInput> {
        self.take(name)
            .map(|value| text(value, &format!("--{name}")))
            .collect()
    }

    /// Whether an option was given and not asked for yet.
    pub(crate) fn is_given(&self, name: &str) -> bool {
        self.options.iter().any(|(given, _)| *given == name)
    }

    /// Whether an option without a value was given.
    pub(crate) fn flag(&mut self, name: &str) -> bool {
        self.take(name).next().is_some()
    }

    /// The value of an option that has to be there.
    pub(crate) fn required(&mut self, name: &str) -> Result<String, BadInput> {
        self.option(name)?
            .ok_or_else(|| BadInput::misuse(format!("--{name} is missing")))
    }

    /// The options that are left as text, in the order they were given, each as often as it was given.
    pub(crate) fn in_order(&mut self) -> Result<Vec<(&'static str, String)>, BadInput> {
        let options = std::mem::take(&mut self.options).into_iter();
        options
            .map(|(name, value)| Ok((name, text(value, &format!("--{name}"))?)))
            .collect()
    }

    fn take(&mut self, name: &str) -> impl Iterator<Item = OsString> {
        let taken: Vec<_> = self
            .options
            .extract_if(.., |(given, _)| *given == name)
            .collect();
        taken.into_iter().map(|(_, value)| value)
    }

    /// The path in `--output`, which has to be there.
    pub(crate) fn output(&mut self) -> Result<PathBuf, BadInput> {
        let value = self.take("output").next().map(PathBuf::from);
        value.ok_or_else(|| {
            BadInput::misuse("-o OUT is missing, expected a file or - for standard output")
        })
    }

    /// What the word given for an option stands for; the first when it is not given.
    pub(crate) fn choice<T: Copy>(
        &mut self,
        name: &str,
        choices: &[(&str, T)],
    ) -> Result<T, BadInput> {
        let word = self.option(name)?;
        let found = choices
            .iter()
            .find(|(choice, _)| word.as_deref().is_none_or(|word| word == *choice));
        found.map(|(_, value)| *value).ok_or_else(|| {
            let words: Vec<&str> = choices.iter().map(|(word, _)| *word).collect();
            let given = word.unwrap_or_default();
            BadInput::misuse(format!("--{name} {given}: expected {}", words.join(", ")))
        })
    }

    /// Refuses words and options nobody asked for.
    pub(crate) fn end(self) -> Result<(), BadInput> {
        if let Some((name, _)) = self.options.first() {
            let message = format!("--{name} says nothing beside the other arguments: leave it out");
            return Err(BadInput::misuse(message));
        }
        match self.words.front() {
            None => Ok(()),
            Some(word) => Err(BadInput::misuse(format!(
                "{}: nothing more was expected here",
                word.to_string_lossy()
            ))),
        }
    }
}

fn option(known: &'static [&'static str], name: &str) -> Result<&'static str, BadInput> {
    known
        .iter()
        .copied()
        .find(|option| bare(option) == name)
        .ok_or_else(|| {
            let near = did_you_mean(name, known.iter().map(|option| bare(option)))
                .replace("mean ", "mean --");
            BadInput::misuse(format!("there is no option --{name}{near}"))
        })
}

/// An option's name without what says how it is given.
fn bare(option: &str) -> &str {
    option.trim_end_matches(['?', '+'])
}

fn text(value: OsString, called: &str) -> Result<String, BadInput> {
    value.into_string().map_err(|value| {
        BadInput::misuse(format!(
            "{called} {}: not UTF-8 text",
            value.to_string_lossy()
        ))
    })
}
