//! How the program looks and behaves, as the user likes it: kept from one run to the next.
//!
//! What is kept is read field by field, so that a text of another version, or one that somebody broke, loses nothing but
//! what cannot be understood. Nothing of a design is a setting.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use vpcanvas_drawing::Facet;
use vpcanvas_editor::tool::Snapping;

use crate::commands::keymap::Keymap;
use crate::platform::{self, Store};
use crate::session::Session;

/// Under which name the settings are kept.
const NAME: &str = "settings.json";
/// Where a text goes that is no settings at all, so that nobody's work on it is lost.
const UNREADABLE: &str = "settings.unreadable.json";

/// How the program looks and behaves.
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
pub struct Settings {
    /// Light or dark.
    pub theme: ThemeChoice,
    /// How far colors are apart.
    pub contrast: Contrast,
    /// Whether the camera flies or jumps.
    pub motion: Motion,
    /// The size of everything in the window, in percent.
    pub scale: u16,
    /// What the wheel does on the canvas.
    pub wheel: Wheel,
    /// What a drag inside a container does.
    pub inside: DragInside,
    /// Whether moved things come in line with what stands around them.
    pub snaps_to_guides: bool,
    /// Whether moved things come to lie on the grid.
    pub snaps_to_grid: bool,
    /// Whether the minimap shows when not everything is in sight.
    pub shows_minimap: bool,
    /// Whether the outline stands in place of the palette.
    pub shows_outline: bool,
    /// Whether only the canvas is seen.
    pub is_focus_mode: bool,
    /// What is left out of the picture.
    pub hidden: BTreeSet<Facet>,
    /// The keys of commands that have others than at first.
    pub keys: Keymap,
    /// What another version keeps.
    #[serde(flatten)]
    unknown: Map<String, Value>,
}

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ThemeChoice {
    /// As the system is.
    #[default]
    System,
    /// Dark on bright.
    Light,
    /// Bright on dark.
    Dark,
}

/// How far colors are apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Contrast {
    /// WCAG AA.
    #[default]
    Normal,
    /// WCAG AAA.
    High,
}

/// Whether the camera flies or jumps.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Motion {
    /// As the system asks, where it says so.
    #[default]
    System,
    /// It flies.
    Full,
    /// It jumps.
    Reduced,
}

/// What the wheel does on the canvas. With Ctrl it always zooms; sideways it never does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Wheel {
    /// It moves the picture.
    #[default]
    Pan,
    /// It zooms.
    Zoom,
    /// A wheel with notches zooms, two fingers on a touchpad move the picture.
    Auto,
}

/// What a drag inside a container does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DragInside {
    /// It selects what it passes over; the header moves the container.
    #[default]
    Selects,
    /// It moves the container; with Shift it selects.
    Moves,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            theme: ThemeChoice::default(),
            contrast: Contrast::default(),
            motion: Motion::default(),
            scale: 100,
            wheel: Wheel::default(),
            inside: DragInside::default(),
            snaps_to_guides: true,
            snaps_to_grid: true,
            shows_minimap: true,
            shows_outline: false,
            is_focus_mode: false,
            hidden: BTreeSet::new(),
            keys: Keymap::default(),
            unknown: Map::new(),
        }
    }
}

impl Settings {
    /// The sizes everything can have, in percent.
    pub const SCALES: std::ops::RangeInclusive<u16> = 50..=300;

    /// The settings of the last run, or those of the first.
    pub(crate) fn kept(store: &Store) -> Self {
        let Some(text) = store.read(NAME) else {
            return Self::default();
        };
        Self::of(&text).unwrap_or_else(|| {
            if let Err(why) = store.write(UNREADABLE, &text) {
                log::warn!("{NAME} cannot be read, nor put aside: {why}");
            }
            Self::default()
        })
    }

    /// Keeps the settings for the next run.
    ///
    /// # Errors
    /// Why they cannot be kept.
    pub(crate) fn keep(&self, store: &Store) -> Result<(), String> {
        // Plain data with string keys: there is nothing in it that JSON cannot hold.
        let text = serde_json::to_string_pretty(self).unwrap_or_default();
        store.write(NAME, &text)
    }

    /// The settings in a text: each field as it says, or else as at first. `None` where the text is no settings.
    fn of(text: &str) -> Option<Self> {
        let Value::Object(fields) = serde_json::from_str(text).ok()? else {
            return None;
        };
        let take = |settings: Self, field| settings.with(field).unwrap_or(settings);
        Some(fields.into_iter().fold(Self::default(), take))
    }

    /// The settings with one field as it was kept, where it is understood.
    fn with(&self, (name, value): (String, Value)) -> Option<Self> {
        let Ok(Value::Object(mut fields)) = serde_json::to_value(self) else {
            return None;
        };
        fields.insert(name, value);
        serde_json::from_value(Value::Object(fields)).ok()
    }

    /// As at the first run, apart from the keys and from what another version keeps.
    #[must_use]
    pub fn reset(&self) -> Self {
        Self {
            keys: self.keys.clone(),
            unknown: self.unknown.clone(),
            ..Self::default()
        }
    }

    /// How large everything is, 1 being the size the system asks for.
    pub fn scale_factor(&self) -> f32 {
        let scale = self.scale.clamp(*Self::SCALES.start(), *Self::SCALES.end());
        f32::from(scale) / 100.0
    }

    /// Whether the camera jumps.
    pub fn is_motion_reduced(&self) -> bool {
        match self.motion {
            Motion::System => platform::prefers_reduced_motion(),
            Motion::Full => false,
            Motion::Reduced => true,
        }
    }

    /// What moved things come to lie on.
    pub fn snapping(&self) -> Snapping {
        Snapping {
            to_guides: self.snaps_to_guides,
            to_grid: self.snaps_to_grid,
        }
    }

    /// Shows what was shown when the settings were kept.
    pub(crate) fn restore_view(&self, session: &mut Session) {
        session.hides_minimap = !self.shows_minimap;
        session.outline.is_shown = self.shows_outline;
        session.is_focus_mode = self.is_focus_mode;
        session.hidden.clone_from(&self.hidden);
    }

    /// Takes note of what is shown, which the view's own commands change.
    pub(crate) fn note_view(&mut self, session: &Session) {
        self.shows_minimap = !session.hides_minimap;
        self.shows_outline = session.outline.is_shown;
        self.is_focus_mode = session.is_focus_mode;
        if self.hidden != session.hidden {
            self.hidden.clone_from(&session.hidden);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_read(text: &str, expected: Option<&Settings>) {
        assert_eq!(Settings::of(text).as_ref(), expected, "{text}");
    }

    #[test]
    fn what_is_not_understood_loses_nothing_else() {
        let dark = Settings {
            theme: ThemeChoice::Dark,
            ..Settings::default()
        };
        check_read(r#"{"theme": "dark"}"#, Some(&dark));
        check_read(r#"{"theme": "dark", "scale": "large"}"#, Some(&dark));
        check_read(r#"{"hidden": ["colors"], "theme": "dark"}"#, Some(&dark));
        check_read(r#"{"theme": "sepia"}"#, Some(&Settings::default()));
        check_read("{}", Some(&Settings::default()));
        for broken in ["", "null", "[]", "{\"theme\": \"dark\"", "\u{0}"] {
            check_read(broken, None);
        }
    }

    #[test]
    fn what_another_version_keeps_stays_where_it_is() {
        let settings = Settings::of(r#"{"sound": {"volume": 3}, "scale": 150}"#).unwrap();
        let text = serde_json::to_string(&settings.reset()).unwrap();
        assert!(text.contains(r#""sound":{"volume":3}"#), "{text}");
        assert!(text.contains(r#""scale":100"#), "{text}");
    }

    #[test]
    fn everything_is_read_as_it_was_written() {
        let settings = Settings {
            theme: ThemeChoice::Light,
            contrast: Contrast::High,
            motion: Motion::Reduced,
            scale: 125,
            wheel: Wheel::Auto,
            inside: DragInside::Moves,
            snaps_to_guides: false,
            snaps_to_grid: false,
            shows_minimap: false,
            shows_outline: true,
            is_focus_mode: true,
            hidden: Facet::ALL.into_iter().collect(),
            keys: Keymap::default(),
            unknown: Map::new(),
        };
        let text = serde_json::to_string_pretty(&settings).unwrap();
        check_read(&text, Some(&settings));
    }

    #[test]
    fn no_size_makes_the_window_useless() {
        for (scale, expected) in [(0, 0.5), (100, 1.0), (u16::MAX, 3.0)] {
            let settings = Settings {
                scale,
                ..Settings::default()
            };
            assert!((settings.scale_factor() - expected).abs() < f32::EPSILON);
        }
    }
}
