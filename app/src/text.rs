//! The text of the window: one catalogue for each language, in `assets/text/`, and `text!`, the one door to it.
//!
//! What a library says, findings, reasons and the words of the editor, is written where it is decided and stays English;
//! so do the names AWS gives. What stands in a catalogue is what panels, canvas and commands say themselves.

use std::cell::Cell;
use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use rustc_hash::FxHashMap;
use unic_langid::LanguageIdentifier;

pub use fluent_bundle::FluentValue as Value;

/// A text of the window by its id, with what stands in it: `text!("status-saved", name = name)`.
///
/// Without arguments it is a `&'static str` and costs a look-up; with some it is a new `String`.
macro_rules! text {
    ($id:expr) => {
        $crate::text::plain($id)
    };
    ($id:expr, $($name:ident = $value:expr),+ $(,)?) => {
        $crate::text::filled($id, [$((stringify!($name), $crate::text::Value::from($value))),+])
    };
}

/// What everything is written in first.
const IN_ENGLISH: &str = include_str!("../../assets/text/en.ftl");

/// Every catalogue by its language. Another one is a file beside the first, and a line here.
const CATALOGUES: &[(&str, &str)] = &[("en", IN_ENGLISH)];

/// What another language does not have is said in this one.
static ENGLISH: LazyLock<Catalogue> = LazyLock::new(|| Catalogue::read("en", IN_ENGLISH));

thread_local! {
    /// What the window on this thread speaks.
    static SPOKEN: Cell<Option<&'static Catalogue>> = const { Cell::new(None) };
}

/// Everything the window says, in one language.
pub struct Catalogue {
    bundle: FluentBundle<FluentResource>,
    /// What needs no arguments, as it is shown.
    plain: FxHashMap<String, String>,
}

impl Catalogue {
    /// Reads a catalogue in the format of Fluent. What cannot be read of it is missing, and said in English.
    pub fn read(language: &str, source: &str) -> Self {
        // A resource with mistakes comes with all the rest of it.
        let resource = FluentResource::try_new(source.to_owned())
            .unwrap_or_else(|(readable, _mistakes)| readable);
        let ids: Vec<String> = message_ids(&resource).map(str::to_owned).collect();
        let language: LanguageIdentifier = language.parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![language]);
        // The marks around what is filled in are for text of both directions; the fonts have no glyphs for them.
        bundle.set_use_isolating(false);
        bundle.add_resource_overriding(resource);
        let plain = ids.into_iter().filter_map(|id| {
            let words = format(&bundle, &id, None)?;
            Some((id, words))
        });
        Self {
            plain: plain.collect(),
            bundle,
        }
    }
}

fn message_ids(resource: &FluentResource) -> impl Iterator<Item = &str> {
    resource.entries().filter_map(|entry| match entry {
        fluent_syntax::ast::Entry::Message(message) => Some(message.id.name),
        _ => None,
    })
}

/// A message as it is shown; `None` where there is none, or where it needs other arguments.
fn format(
    bundle: &FluentBundle<FluentResource>,
    id: &str,
    arguments: Option<&FluentArgs<'_>>,
) -> Option<String> {
    let pattern = bundle.get_message(id)?.value()?;
    let mut mistakes = Vec::new();
    let words = bundle.format_pattern(pattern, arguments, &mut mistakes);
    mistakes.is_empty().then(|| words.into_owned())
}

/// Lets the window on this thread speak another language from its next frame on; it is English until then.
pub fn speak(catalogue: &'static Catalogue) {
    SPOKEN.set(Some(catalogue));
}

/// Lets the window on this thread speak the first of some languages that there is a catalogue for, or else English.
/// They are called as in `de`, `de-CH` or `de_CH.UTF-8`.
pub fn speak_one_of<'a>(wanted: impl IntoIterator<Item = &'a str>) {
    if let Some((language, source)) = first_of(CATALOGUES, wanted) {
        // It is spoken as long as the program runs.
        speak(Box::leak(Box::new(Catalogue::read(language, source))));
    }
}

fn first_of<'a>(
    catalogues: &'static [(&'static str, &'static str)],
    wanted: impl IntoIterator<Item = &'a str>,
) -> Option<(&'static str, &'static str)> {
    let of = |name: &str| {
        let without_encoding = name.split(['.', '@']).next().unwrap_or_default();
        let language: LanguageIdentifier = without_encoding.parse().ok()?;
        Some(language.language)
    };
    let fitting = |name: &str| {
        let language = of(name)?;
        let mut catalogues = catalogues.iter();
        catalogues.find(|(name, _)| of(name) == Some(language))
    };
    wanted.into_iter().find_map(fitting).copied()
}

/// What the window on this thread speaks, for the threads that work for it.
pub fn spoken() -> &'static Catalogue {
    SPOKEN.get().unwrap_or(&ENGLISH)
}

/// A text without arguments. One that nobody wrote is its own id, which is seen and harms nothing.
pub fn plain(id: &'static str) -> &'static str {
    let of = |catalogue: &'static Catalogue| catalogue.plain.get(id).map(String::as_str);
    of(spoken()).or_else(|| of(&ENGLISH)).unwrap_or(id)
}

/// A text with what stands in it.
pub fn filled<const COUNT: usize>(
    id: &'static str,
    arguments: [(&'static str, Value<'_>); COUNT],
) -> String {
    let arguments: FluentArgs<'_> = arguments.into_iter().collect();
    let of = |catalogue: &Catalogue| format(&catalogue.bundle, id, Some(&arguments));
    of(spoken())
        .or_else(|| of(&ENGLISH))
        .unwrap_or_else(|| id.to_owned())
}

#[cfg(test)]
mod tests;
