//! One record of the layout: where a thing was put by hand, and how it is shown there.
//!
//! None of it is what the network is, and no answer depends on it. Whatever is left out is decided by the arrangement.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    Kind, ResourceId, UnknownFields,
    geometry::{FARTHEST, Offset, Point, Rect, Size},
};

/// The largest width or height a placement can ask for.
const LARGEST: u32 = 1 << 20;

/// Where a thing stands on the canvas, in whole scene points (1 point = 1/72 inch at 100 %), y downwards.
///
/// Coordinates are those of the canvas, not of the container, so that they mean the same whatever the parent is. Without
/// both of them it stands where the default layout puts it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Placement {
    /// The left edge.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub x: Option<i32>,
    /// The upper edge.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub y: Option<i32>,
    /// The width, absent for a tile of the ordinary size.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub width: Option<u32>,
    /// The height, absent for a tile of the ordinary size.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub height: Option<u32>,
    /// Whether a container is shown as one tile, without what stands in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub collapsed: Option<bool>,
    /// Whether it stays where it is, with all that stands in it, until it is unlocked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locked: Option<bool>,
    /// The container it is like, which is shown in its stead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub folded_into: Option<ResourceId>,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub unknown: UnknownFields,
}

impl Placement {
    /// A placement with its upper left corner at a point.
    pub fn at(at: Point) -> Self {
        Self {
            x: Some(at.x),
            y: Some(at.y),
            ..Self::default()
        }
    }

    /// Whether it says where the thing stands.
    pub fn is_somewhere(&self) -> bool {
        self.x.is_some() && self.y.is_some()
    }

    /// Whether a container is shown as one tile.
    pub fn is_collapsed(&self) -> bool {
        self.collapsed == Some(true)
    }

    /// Whether it stays where it is.
    pub fn is_locked(&self) -> bool {
        self.locked == Some(true)
    }

    /// Whether another one says the same about how something is shown, be it elsewhere.
    pub(crate) fn shows_as(&self, other: &Self) -> bool {
        let shows = |one: &Self| (one.collapsed, one.locked, one.folded_into.clone());
        shows(self) == shows(other)
    }

    /// The same without its place; `None` where nothing else was said.
    #[must_use]
    pub fn without_place(&self) -> Option<Self> {
        let left = Self {
            x: None,
            y: None,
            width: None,
            height: None,
            ..self.clone()
        };
        (left != Self::default()).then_some(left)
    }

    /// The same, so much further.
    #[must_use]
    pub fn moved(&self, by: Offset) -> Self {
        Self {
            x: self.x.map(|x| x.saturating_add(by.x)),
            y: self.y.map(|y| y.saturating_add(by.y)),
            ..self.clone()
        }
    }

    /// The rectangle of a placement for a kind, within what can be drawn; `None` without a place.
    pub fn rect(&self, kind: Kind) -> Option<Rect> {
        let limit = |value: i32| value.clamp(-FARTHEST, FARTHEST);
        let side = |value: Option<u32>| {
            value.map_or(0, |value| i32::try_from(value.min(LARGEST)).unwrap_or(0))
        };
        let asked = Size::new(side(self.width), side(self.height));
        let corner = Point::new(limit(self.x?), limit(self.y?));
        Some(Rect::at(corner, asked.max(kind.minimum_size())))
    }
}
