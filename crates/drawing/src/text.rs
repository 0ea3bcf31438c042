//! How wide a text is and how to shorten it, from the fonts' own advance widths.
//!
//! One line at a time: it does not break lines, and it does not shape scripts the fonts do not hold. A letter that is
//! missing counts as one em, wide enough that a shortened text never runs out of its box.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider as _};

use crate::Font;

/// What stands for the part that was cut off.
const ELLIPSIS: char = '…';

/// The width of `text` in one line at `size` scene points, in scene points.
pub fn width(font: Font, size: f32, text: &str) -> f32 {
    let metrics = metrics(font);
    size * text.chars().map(|c| metrics.advance(c)).sum::<f32>()
}

/// `text` as it is if it fits into `max_width` scene points, else its beginning followed by `…`.
pub fn elide(font: Font, size: f32, text: &str, max_width: f32) -> String {
    if width(font, size, text) <= max_width {
        return text.to_owned();
    }
    let metrics = metrics(font);
    let mut room = max_width / size - metrics.advance(ELLIPSIS);
    let kept: String = text
        .chars()
        .take_while(|&c| {
            room -= metrics.advance(c);
            room >= 0.0
        })
        .collect();
    let kept = kept.trim_end();
    format!("{kept}{ELLIPSIS}")
}

/// The distance from the top of a line to its baseline, in scene points.
pub fn ascent(font: Font, size: f32) -> f32 {
    size * metrics(font).ascent
}

/// The distance from the baseline to the bottom of a line, in scene points.
pub fn descent(font: Font, size: f32) -> f32 {
    size * metrics(font).descent
}

/// The height of one line, in scene points.
pub fn line_height(font: Font, size: f32) -> f32 {
    ascent(font, size) + descent(font, size)
}

/// The baseline of a line whose capital letters stand centered on `middle`.
pub fn baseline_for_middle(font: Font, size: f32, middle: f32) -> f32 {
    middle + size * metrics(font).cap_height / 2.0
}

/// One font's measures, in em.
#[derive(Debug, Default)]
struct Metrics {
    advances: BTreeMap<char, f32>,
    ascent: f32,
    descent: f32,
    cap_height: f32,
}

impl Metrics {
    fn advance(&self, c: char) -> f32 {
        self.advances.get(&c).copied().unwrap_or(1.0)
    }

    /// The measures in the file, or `None` if it is no font (a test reads all four).
    fn read(bytes: &[u8]) -> Option<Self> {
        let font = FontRef::new(bytes).ok()?;
        let em = Size::new(1.0);
        let glyphs = font.glyph_metrics(em, LocationRef::default());
        let line = font.metrics(em, LocationRef::default());
        let advances = font
            .charmap()
            .mappings()
            .filter_map(|(code, glyph)| Some((char::from_u32(code)?, glyphs.advance_width(glyph)?)))
            .collect();
        Some(Self {
            advances,
            ascent: line.ascent,
            descent: -line.descent,
            cap_height: line.cap_height.unwrap_or(line.ascent * 0.7),
        })
    }
}

fn metrics(font: Font) -> &'static Metrics {
    static REGULAR: OnceLock<Metrics> = OnceLock::new();
    static MEDIUM: OnceLock<Metrics> = OnceLock::new();
    static SEMIBOLD: OnceLock<Metrics> = OnceLock::new();
    static MONO: OnceLock<Metrics> = OnceLock::new();
    let cell = match font {
        Font::Regular => &REGULAR,
        Font::Medium => &MEDIUM,
        Font::Semibold => &SEMIBOLD,
        Font::Mono => &MONO,
    };
    cell.get_or_init(|| Metrics::read(font.bytes()).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_elided(text: &str, max_width: f32, expected: &str) {
        let elided = elide(Font::Regular, 12.0, text, max_width);
        assert_eq!(elided, expected);
        assert!(
            width(Font::Regular, 12.0, &elided) <= max_width || elided == "…",
            "{elided} is wider than {max_width}"
        );
    }

    #[test]
    fn every_font_can_be_read() {
        for font in Font::ALL {
            let metrics = Metrics::read(font.bytes()).unwrap();
            assert!(metrics.advances.len() > 300, "{font:?}");
            assert!(metrics.cap_height > 0.6 && metrics.cap_height < metrics.ascent);
            assert!(metrics.descent > 0.0);
        }
    }

    #[test]
    fn every_font_holds_what_labels_use() {
        for font in Font::ALL {
            for c in "AZaz09ÄéßŁ.,:;/-_()[]·•–—…→←↑↓↔×≤≥".chars() {
                assert!(metrics(font).advances.contains_key(&c), "{c} in {font:?}");
            }
        }
    }

    #[test]
    fn widths_come_from_the_font() {
        assert!(width(Font::Regular, 12.0, "WWW") > 2.0 * width(Font::Regular, 12.0, "iii"));
        assert!((width(Font::Mono, 10.0, "10.0.0.0/16") - 66.0).abs() < 0.01);
        assert!(width(Font::Regular, 12.0, "").abs() < f32::EPSILON);
    }

    #[test]
    fn a_missing_letter_counts_as_one_em() {
        assert!((width(Font::Regular, 12.0, "🦀") - 12.0).abs() < f32::EPSILON);
    }

    #[test]
    fn text_is_cut_where_it_no_longer_fits() {
        check_elided("Consumer", 200.0, "Consumer");
        check_elided("Consumer application", 70.0, "Consumer…");
        check_elided("Consumer", 1.0, "…");
        check_elided("", 0.0, "");
    }

    #[test]
    fn the_middle_of_capitals_is_above_the_baseline() {
        let baseline = baseline_for_middle(Font::Regular, 20.0, 100.0);
        assert!(baseline > 105.0 && baseline < 110.0, "{baseline}");
    }
}
