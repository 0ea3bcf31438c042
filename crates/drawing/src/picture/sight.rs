//! What of a large design is drawn: what stands in sight, as closely as it can be made out.
//!
//! It goes down the tree of containers and stops where nothing is in sight or all of it is too small to be told apart, so
//! a picture costs what it shows and not what the design holds. A small design is drawn whole and needs none of this.

use vpcanvas_model::{
    Arrangement, Kind, ResourceId,
    geometry::{Point as WholePoint, Rect as WholeRect},
};

use super::afar::{Afar, Party};
use crate::{Point, Rect};

/// Designs of more resources are drawn by what is in sight.
const LARGE: usize = 400;
/// A tile narrower than this on the screen, in points, has nothing written on it, and what stands in VPCs is not drawn.
const DOT: f32 = 40.0;
/// The same for containers of VPCs.
const PLAIN: f32 = 16.0;
/// More VPCs than this in sight are drawn together where there is no room for names.
const MOST_VPCS: usize = 300;
/// Narrower VPCs have no room for a name, in points of the screen.
const ROOM: f32 = 84.0;
/// The width of an ordinary tile, in scene points.
const TILE_WIDTH: f32 = 168.0;

/// What of a large design is seen, and how closely.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sight {
    /// The part of the scene that is drawn, in scene points.
    pub region: Rect,
    /// How many screen points a scene point has.
    pub scale: f32,
}

impl Sight {
    /// Whether a design of so many resources is drawn by what is in sight.
    pub const fn is_needed(resources: usize) -> bool {
        resources > LARGE
    }

    /// What to draw while `visible` is shown at a scale: more than that, so that a few steps of the camera need no other
    /// picture, and the same for all places of the camera near to each other.
    pub fn around(visible: Rect, scale: f32) -> Self {
        let reach = visible.width().max(visible.height()).max(1.0);
        let step = reach.log2().ceil().exp2() / 4.0;
        let near = |at: f32| (at / step).round() * step;
        let size = |length: f32| ((length + step) / (2.0 * step)).ceil() * 2.0 * step;
        let center = visible.center();
        let center = Point::new(near(center.x), near(center.y));
        Self {
            region: Rect::around(center, size(visible.width()), size(visible.height())),
            // In halves of an octave: what is written follows in few steps.
            scale: ((scale.log2() * 2.0).floor() / 2.0).exp2(),
        }
    }

    /// Whether a container is one plain tile with its name, and nothing in it is drawn.
    pub(super) fn is_plain(self, kind: Kind, rect: Rect) -> bool {
        self.is_too_narrow(rect.width())
            || (self.is_far() && matches!(kind, Kind::Vpc | Kind::Subnet))
    }

    /// Whether nothing in a container as wide as this is drawn, whatever it holds.
    pub(super) fn is_too_narrow(self, width: f32) -> bool {
        width * self.scale < PLAIN
    }

    /// Whether ordinary tiles are too small for anything to be written on them.
    pub(super) fn is_far(self) -> bool {
        TILE_WIDTH * self.scale < DOT
    }

    /// Whether a tile this wide has nothing written on it.
    pub(super) fn is_dot(self, rect: Rect) -> bool {
        rect.width() * self.scale < DOT
    }

    /// Whether there is room for a mark on something this wide.
    pub(super) fn is_marked(self, rect: Rect) -> bool {
        !self.is_dot(rect) && !self.is_far()
    }
}

/// Resources that are drawn, each with its place, in the order of ids.
pub(super) struct Seen<'a> {
    pub(super) resources: Vec<(&'a ResourceId, Rect)>,
    /// VPCs that are drawn together, because they are many and small.
    pub(super) crowd: Vec<(&'a ResourceId, &'a Party)>,
}

impl<'a> Seen<'a> {
    /// All of an arrangement, or what is in sight of it.
    pub(super) fn new(arrangement: &'a Arrangement, afar: &'a Afar, sight: Option<Sight>) -> Self {
        let Some(sight) = sight else {
            let all = arrangement.resources.iter();
            return Self::of(all.map(|(id, rect)| (id, (*rect).into())).collect());
        };
        if sight.is_far() {
            Self::from_afar(afar, sight)
        } else {
            Self::in_region(arrangement, sight)
        }
    }

    fn of(resources: Vec<(&'a ResourceId, Rect)>) -> Self {
        Self {
            resources,
            crowd: Vec::new(),
        }
    }

    /// What stands in no VPC: most of the design is not looked at.
    fn from_afar(afar: &'a Afar, sight: Sight) -> Self {
        let seen: Vec<(&ResourceId, &Party)> = afar.seen(sight).collect();
        let vpcs = seen.iter().filter(|(_, party)| party.kind == Kind::Vpc);
        let are_many = vpcs.count() > MOST_VPCS;
        let is_small = |party: &Party| party.rect.width() * sight.scale < ROOM;
        let (crowd, others): (Vec<_>, Vec<_>) = seen
            .into_iter()
            .partition(|(_, party)| are_many && party.kind == Kind::Vpc && is_small(party));
        let resources = others.into_iter().map(|(id, party)| (id, party.rect));
        Self {
            resources: resources.collect(),
            crowd,
        }
    }

    /// What stands in the region, in the order of ids: containers that can be told apart from tiles hold their contents
    /// open.
    fn in_region(arrangement: &'a Arrangement, sight: Sight) -> Self {
        let near = arrangement.near(around(sight.region));
        let near = near.map(|(id, rect)| (id, Rect::from(rect)));
        let mut resources: Vec<(&ResourceId, Rect)> = near
            .filter(|(_, rect)| rect.intersects(sight.region))
            .collect();
        resources.sort_unstable_by_key(|(id, _)| *id);
        Self::of(resources)
    }
}

/// The region in whole points, and up to one more at each side.
fn around(region: Rect) -> WholeRect {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the cast stops at the ends of the canvas"
    )]
    let whole = |at: Point| WholePoint::new(at.x.floor() as i32, at.y.floor() as i32);
    WholeRect {
        min: whole(region.min),
        max: whole(region.max.moved(1.0, 1.0)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sight_holds_what_is_visible_and_stays_while_the_camera_moves_a_little() {
        let visible = Rect::new(1000.0, -300.0, 1600.0, 900.0);
        let sight = Sight::around(visible, 0.9);
        assert!(sight.region.encloses(visible));
        assert!(sight.region.width() < 3.0 * visible.width());
        let moved = (0..300_u16).map(|step| {
            let by = f32::from(step);
            let visible = visible.moved(by, by / 2.0);
            let sight = Sight::around(visible, 0.9);
            assert!(sight.region.encloses(visible), "{by}");
            sight
        });
        let mut sights: Vec<Sight> = moved.collect();
        sights.dedup();
        assert!(sights.len() <= 3, "{}", sights.len());
    }
}
