//! The light on a path: while the pointer rests on an object, what it is connected with stays bright and the rest is dimmed.
//!
//! A path follows the lines of the picture from the object onwards and back to where they come from, so it is the whole
//! way of the traffic and not just the neighbours.

use std::collections::{BTreeMap, BTreeSet};

use egui::{Color32, Id, Response, Ui};
use vpcanvas_drawing::{Item, Layer, PaintList, Token};
use vpcanvas_model::ResourceId;

use super::paint::ScenePainter;
use crate::frame::FrameContext;
use crate::theme::color32;

/// How long the pointer rests on an object before the light goes on, in seconds.
const REST: f64 = 0.35;
/// How much is left of what is not lit.
const DIM: f32 = 0.28;

/// Where the pointer rests on a design as it is, and since when: who changes something wants to see it.
#[derive(Clone)]
struct Resting {
    on: ResourceId,
    revision: u64,
    since: f64,
}

/// The ids of the items that are lit while others are dimmed.
pub(super) type Lit<'a> = BTreeSet<&'a str>;

/// Dims what has nothing to do with the object under the pointer, once it rests there; returns what stays bright then.
pub(super) fn show<'a>(
    ui: &Ui,
    frame: &'a FrameContext<'_>,
    scene: &ScenePainter<'_>,
    canvas: &Response,
    hovered: Option<&Item>,
) -> Option<Lit<'a>> {
    let memory = Id::unique("spotlight");
    let tile = hovered.filter(|item| item.layer == Layer::Tile);
    let Some(on) = tile.and_then(|item| item.subject.clone()) else {
        ui.data_mut(|data| data.remove::<Resting>(memory));
        return None;
    };
    let now = ui.input(|input| input.time);
    let revision = frame.state.workspace().revision();
    let rested: Option<Resting> = ui.data(|data| data.get_temp(memory));
    let since = match rested {
        Some(resting) if resting.on == on && resting.revision == revision => resting.since,
        Some(_) | None => now,
    };
    let left = REST - (now - since);
    let is_rest_over = left <= 0.0;
    if !is_rest_over {
        let wait = std::time::Duration::from_secs_f64(left);
        ui.ctx().request_repaint_after(wait);
    }
    let lit = is_rest_over.then(|| light(frame, scene, canvas, &on));
    ui.data_mut(|data| {
        data.insert_temp(
            memory,
            Resting {
                on,
                revision,
                since,
            },
        )
    });
    lit.flatten()
}

/// A colour that something on top of the picture has while it is not lit.
pub(super) fn dimmed(color: Color32) -> Color32 {
    color.gamma_multiply(DIM)
}

fn light<'a>(
    frame: &'a FrameContext<'_>,
    scene: &ScenePainter<'_>,
    canvas: &Response,
    on: &ResourceId,
) -> Option<Lit<'a>> {
    let picture = &frame.answers.picture;
    let mut lit = path_of(picture, on.as_str());
    if lit.len() < 2 {
        return None;
    }
    // What is worked on is seen whatever the pointer rests on.
    lit.extend(frame.selection().iter().map(ResourceId::as_str));
    let veil = color32(scene.theme, Token::CanvasBackground).gamma_multiply(1.0 - DIM);
    scene.painter.rect_filled(canvas.rect, 0.0, veil);
    let visible = picture.visible(scene.camera.visible_scene());
    scene.items(visible.filter(|item| {
        lit.contains(item.id.as_str()) || (item.layer == Layer::Badge && is_on_path(item, &lit))
    }));
    Some(lit)
}

/// Whether a badge or label belongs to something lit: `label:a->b` and `mark:a` do by their ids. Verdicts stay bright.
fn is_on_path(item: &Item, lit: &Lit<'_>) -> bool {
    let of = item.id.split_once(':');
    of.is_some_and(|(what, of)| what == "flow" || lit.contains(of))
}

/// The ids of the items on all paths through an object: lines and what they join.
fn path_of<'a>(picture: &'a PaintList, object: &str) -> Lit<'a> {
    let lines: Vec<(&str, &str, &str)> = picture
        .items()
        .iter()
        .filter(|item| item.layer == Layer::Edge)
        .filter_map(|item| {
            let (from, to) = item.id.split_once("->")?;
            Some((item.id.as_str(), from, to))
        })
        .collect();
    let mut onwards: BTreeMap<&str, Vec<(&str, &str)>> = BTreeMap::new();
    let mut back: BTreeMap<&str, Vec<(&str, &str)>> = BTreeMap::new();
    for (line, from, to) in lines {
        onwards.entry(from).or_default().push((line, to));
        back.entry(to).or_default().push((line, from));
    }
    let own =
        |id: &&str| *id == object || id.split_once('/').is_some_and(|(owner, _)| owner == object);
    let here = picture.items().iter().map(|item| item.id.as_str());
    let starts: Vec<&str> = here.filter(own).collect();
    let mut lit: Lit<'_> = starts.iter().copied().collect();
    for ways in [&onwards, &back] {
        let mut seen: BTreeSet<&str> = starts.iter().copied().collect();
        let mut next = starts.clone();
        while let Some(place) = next.pop() {
            for (line, end) in ways.get(place).into_iter().flatten() {
                lit.insert(line);
                if seen.insert(end) {
                    lit.insert(end);
                    next.push(end);
                }
            }
        }
    }
    lit
}

#[cfg(test)]
mod tests {
    use vpcanvas_drawing::{Item, Layer, PaintList, Rect};

    use super::path_of;

    fn item(id: &str, layer: Layer) -> Item {
        Item {
            id: id.to_owned(),
            subject: None,
            label: String::new(),
            rect: Rect::default(),
            layer,
            shapes: Vec::new(),
        }
    }

    fn picture() -> PaintList {
        let tiles = ["a", "b", "b/subnet", "c", "d", "e"];
        let lines = ["a->b/subnet", "b/subnet->b", "b->c", "d->b", "d->e"];
        let tiles = tiles.iter().map(|id| item(id, Layer::Tile));
        let lines = lines.iter().map(|id| item(id, Layer::Edge));
        PaintList::new(tiles.chain(lines).collect())
    }

    #[test]
    fn a_path_is_followed_onwards_and_back_and_no_side_way() {
        let picture = picture();
        let lit: Vec<&str> = path_of(&picture, "a").into_iter().collect();
        let whole = [
            "a",
            "a->b/subnet",
            "b",
            "b->c",
            "b/subnet",
            "b/subnet->b",
            "c",
        ];
        assert_eq!(lit, whole);
        let lit = path_of(&picture, "c");
        assert!(lit.contains("a") && lit.contains("d") && !lit.contains("e"));
        assert_eq!(path_of(&picture, "nothing").len(), 0);
    }
}
