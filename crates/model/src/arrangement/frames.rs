//! Frames that no resource stands for, around things that were placed by hand. It moves nothing to make room for one.

use std::collections::BTreeMap;

use crate::geometry::Rect;

/// The frame around the things of each name, where it is a rectangle of their own: nothing else lies in it, nor another
/// such frame.
pub(super) fn clear<'a>(
    things: &[(Option<&'a str>, Rect)],
    around: impl Fn(Rect) -> Rect,
) -> Vec<(&'a str, Rect)> {
    let mut names: BTreeMap<&str, Rect> = BTreeMap::new();
    for (name, rect) in things {
        if let Some(name) = name {
            names
                .entry(name)
                .and_modify(|all| *all = all.union(*rect))
                .or_insert(*rect);
        }
    }
    let is_alone = |name: &str, frame: Rect| {
        let mut others = things.iter().filter(|(other, _)| *other != Some(name));
        others.all(|(_, rect)| !rect.overlaps(frame))
    };
    let frames = names.into_iter().map(|(name, rect)| (name, around(rect)));
    let alone: Vec<(&str, Rect)> = frames
        .filter(|(name, rect)| is_alone(name, *rect))
        .collect();
    let is_clear = |(name, frame): &&(&str, Rect)| {
        let mut others = alone.iter().filter(|(other, _)| other != name);
        others.all(|(_, rect)| !rect.overlaps(*frame))
    };
    alone.iter().filter(is_clear).copied().collect()
}
