//! How wide a text is and how to shorten it, from the fonts' own advance widths.
//!
//! It breaks names into two lines at most, for tiles, and notes into as many as there is room for; it does not shape scripts the fonts do not hold. A letter that is
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

/// `text` in as few lines as fit into `max_width` scene points, two at most, of which the last is elided if need be.
///
/// It breaks where a space is, or behind what joins the parts of a name, as in `billing-endpoint`.
pub(crate) fn two_lines(font: Font, size: f32, text: &str, max_width: f32) -> Vec<String> {
    let one = elide(font, size, text, max_width);
    if one == text {
        return vec![one];
    }
    let breaks = text.char_indices().filter_map(|(at, c)| match c {
        ' ' => Some(at),
        '-' | '_' | '.' | '/' => Some(at + c.len_utf8()),
        _ => None,
    });
    let halves = breaks
        .filter_map(|at| text.split_at_checked(at))
        .map(|(head, tail)| (head.trim(), tail.trim()))
        .filter(|(head, tail)| !head.is_empty() && !tail.is_empty())
        .take_while(|(head, _)| width(font, size, head) <= max_width);
    match halves.last() {
        Some((head, tail)) => vec![head.to_owned(), elide(font, size, tail, max_width)],
        None => vec![one],
    }
}

/// `text` in lines of at most `max_width` scene points, so many at most, of which the last is elided if need be.
///
/// It breaks where the author did and where a space is; a word that is too wide alone is broken anywhere.
pub(crate) fn paragraph(
    font: Font,
    size: f32,
    text: &str,
    max_width: f32,
    most_lines: usize,
) -> Vec<String> {
    let mut lines = Vec::new();
    let mut rest = text.trim_end();
    while lines.len() < most_lines && !rest.is_empty() {
        if lines.len() + 1 == most_lines {
            let whole = rest.replace('\n', " ");
            lines.push(elide(font, size, &whole, max_width));
            break;
        }
        let end = end_of_line(font, size, rest, max_width);
        let (line, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
        lines.push(line.trim_end().to_owned());
        rest = after.strip_prefix(['\n', ' ']).unwrap_or(after);
    }
    lines
}

/// Where the first line of a text ends, in bytes; behind at least one letter unless it is empty.
fn end_of_line(font: Font, size: f32, text: &str, max_width: f32) -> usize {
    let metrics = metrics(font);
    let (mut x, mut space) = (0.0, None);
    for (at, c) in text.char_indices() {
        if c == '\n' {
            return at;
        }
        x += size * metrics.advance(c);
        if c == ' ' {
            space = Some(at);
        } else if x > max_width && at > 0 {
            return space.unwrap_or(at);
        }
    }
    text.len()
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
    /// Of the letters nearly everything is written in, by their codes.
    ascii: Vec<f32>,
    advances: BTreeMap<char, f32>,
    ascent: f32,
    descent: f32,
    cap_height: f32,
}

impl Metrics {
    fn advance(&self, c: char) -> f32 {
        let ascii = self.ascii.get(c as usize);
        let advance = ascii.or_else(|| self.advances.get(&c));
        advance.copied().unwrap_or(1.0)
    }

    /// The measures in the file, or `None` if it is no font (a test reads all four).
    fn read(bytes: &[u8]) -> Option<Self> {
        let font = FontRef::new(bytes).ok()?;
        let em = Size::new(1.0);
        let glyphs = font.glyph_metrics(em, LocationRef::default());
        let line = font.metrics(em, LocationRef::default());
        let advances: BTreeMap<char, f32> = font
            .charmap()
            .mappings()
            .filter_map(|(code, glyph)| Some((char::from_u32(code)?, glyphs.advance_width(glyph)?)))
            .collect();
        let ascii = ('\0'..='\x7f').map(|c| advances.get(&c).copied().unwrap_or(1.0));
        Some(Self {
            ascii: ascii.collect(),
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

    #[track_caller]
    fn check_lines(text: &str, expected: &[&str]) {
        assert_eq!(two_lines(Font::Regular, 12.0, text, 70.0), expected);
    }

    #[test]
    fn names_break_between_their_parts_before_they_are_cut() {
        check_lines("Consumer", &["Consumer"]);
        check_lines("Consumer routes", &["Consumer", "routes"]);
        check_lines("A new consumer", &["A new", "consumer"]);
        check_lines("billing-endpoint", &["billing-", "endpoint"]);
        check_lines("Consumer application of ours", &["Consumer", "applicatio…"]);
        check_lines("Incomprehensibilities here", &["Incompre…"]);
        check_lines("", &[""]);
    }

    #[track_caller]
    fn check_paragraph(text: &str, expected: &[&str]) {
        let lines = paragraph(Font::Regular, 12.0, text, 70.0, 3);
        assert_eq!(lines, expected);
        for line in lines {
            assert!(width(Font::Regular, 12.0, &line) <= 70.0, "{line}");
        }
    }

    #[test]
    fn a_note_breaks_where_its_author_did_and_where_it_must() {
        check_paragraph("", &[]);
        check_paragraph("One\n\nTwo\n", &["One", "", "Two"]);
        check_paragraph("Ask the provider", &["Ask the", "provider"]);
        check_paragraph(
            "Ask the provider for zones",
            &["Ask the", "provider for", "zones"],
        );
        check_paragraph("Incomprehensibilities", &["Incomprehe", "nsibilities"]);
        check_paragraph("a\nb\nc\nd", &["a", "b", "c d"]);
        check_paragraph("a\nb\nthere is much more", &["a", "b", "there is m…"]);
    }

    #[test]
    fn the_middle_of_capitals_is_above_the_baseline() {
        let baseline = baseline_for_middle(Font::Regular, 20.0, 100.0);
        assert!(baseline > 105.0 && baseline < 110.0, "{baseline}");
    }
}
