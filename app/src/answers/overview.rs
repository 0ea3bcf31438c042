//! All of a design in a few hundred boxes, for the minimap: what stands on the canvas, what stands in that, and where
//! something is wrong.

use vpcanvas_drawing::{Mark, Rect, Token};
use vpcanvas_model::{Arrangement, Document, Kind, ResourceId, SharedMap};

/// More boxes than this cannot be told apart in a corner of the window; of a larger design every so many-th is shown.
const MOST: usize = 1_500;

/// Boxes from lowest to highest.
pub(super) fn of(
    document: &Document,
    arrangement: &Arrangement,
    marks: &SharedMap<ResourceId, Mark>,
) -> Vec<(Rect, Token)> {
    let roots = arrangement.contents(None);
    let mut ids: Vec<&ResourceId> = thinned(roots).collect();
    let inside: Vec<&ResourceId> = ids
        .iter()
        .flat_map(|id| arrangement.contents(Some(id)))
        .collect();
    if ids.len() + inside.len() <= MOST {
        ids.extend(inside);
    }
    let shown = ids.into_iter().filter_map(|id| {
        let kind = document.resource(id)?.kind();
        Some((arrangement.rect(id)?.into(), token(kind)))
    });
    let mut boxes: Vec<(Rect, Token)> = shown.collect();
    let wrong = marks.iter().filter(|(_, mark)| **mark == Mark::Error);
    let wrong = wrong
        .take(MOST)
        .filter_map(|(id, _)| Some((arrangement.shown_rect(id)?.into(), Token::Error)));
    boxes.extend(wrong);
    boxes
}

fn thinned(ids: &[ResourceId]) -> impl Iterator<Item = &ResourceId> {
    ids.iter().step_by(ids.len().div_ceil(MOST).max(1))
}

fn token(kind: Kind) -> Token {
    match kind {
        Kind::Account => Token::AccountTint,
        Kind::Vpc => Token::VpcBorder,
        Kind::Subnet => Token::PrivateSubnetBorder,
        _ => Token::TextWeak,
    }
}
