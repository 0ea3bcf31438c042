//! What lies under a point of the canvas. It knows rectangles, not pictures: edges and ports are the application's.

use vpcanvas_model::{
    Arrangement, Document, Kind, ResourceId,
    arrangement::{HEADER, chevron},
    geometry::{Point, Rect, Size},
};

use crate::{Frame, Selection};

/// What the pointer is on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// The canvas.
    Empty,
    /// Something without contents.
    Tile(ResourceId),
    /// The strip by which a container is taken.
    Header(ResourceId),
    /// The inside of a container.
    Body(ResourceId),
    /// The strip with the name of a Region or zone.
    Frame {
        /// The account or VPC it is part of; `None` is the canvas.
        container: Option<ResourceId>,
        /// What lies in it: there is at least one.
        within: Vec<ResourceId>,
    },
    /// The square of a container by which it is collapsed and expanded.
    Chevron(ResourceId),
    /// A corner or edge by which the only selected container or note is resized.
    ResizeHandle(ResourceId, Handle),
    /// An interface of an endpoint or load balancer in a subnet.
    Chip {
        /// The endpoint or load balancer.
        owner: ResourceId,
        /// The subnet.
        subnet: ResourceId,
    },
    /// The place on a resource from which connections are drawn.
    Port(ResourceId),
    /// The end of a connection.
    LineEnd {
        /// What it leads to.
        at: ResourceId,
        /// What the other end leads to.
        from: ResourceId,
    },
}

impl Target {
    /// The resource it belongs to.
    pub fn id(&self) -> Option<&ResourceId> {
        match self {
            Self::Empty => None,
            Self::Frame { container, .. } => container.as_ref(),
            Self::Tile(id)
            | Self::Header(id)
            | Self::Body(id)
            | Self::Chevron(id)
            | Self::ResizeHandle(id, _)
            | Self::Chip { owner: id, .. }
            | Self::Port(id)
            | Self::LineEnd { at: id, .. } => Some(id),
        }
    }
}

/// A corner or edge of a container or note.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Handle {
    TopLeft,
    Top,
    TopRight,
    Right,
    BottomRight,
    Bottom,
    BottomLeft,
    Left,
}

impl Handle {
    /// Every handle, clockwise.
    pub const ALL: [Self; 8] = [
        Self::TopLeft,
        Self::Top,
        Self::TopRight,
        Self::Right,
        Self::BottomRight,
        Self::Bottom,
        Self::BottomLeft,
        Self::Left,
    ];

    /// Which edge moves sideways with it: -1 the left, 1 the right, 0 none.
    pub fn horizontal(self) -> i32 {
        match self {
            Self::TopLeft | Self::BottomLeft | Self::Left => -1,
            Self::TopRight | Self::BottomRight | Self::Right => 1,
            Self::Top | Self::Bottom => 0,
        }
    }

    /// Which edge moves up and down with it: -1 the upper, 1 the lower, 0 none.
    pub fn vertical(self) -> i32 {
        match self {
            Self::TopLeft | Self::Top | Self::TopRight => -1,
            Self::BottomLeft | Self::Bottom | Self::BottomRight => 1,
            Self::Left | Self::Right => 0,
        }
    }

    /// Where it lies on a rectangle.
    pub fn on(self, rect: Rect) -> Point {
        let along = |sign: i32, low: i32, middle: i32, high: i32| match sign {
            -1 => low,
            0 => middle,
            _ => high,
        };
        let center = rect.center();
        Point::new(
            along(self.horizontal(), rect.min.x, center.x, rect.max.x),
            along(self.vertical(), rect.min.y, center.y, rect.max.y),
        )
    }
}

/// How far from its corner or edge a handle is taken.
const HANDLE_REACH: i32 = 6;

/// What the pointer is on, lines and ports apart.
pub fn target_at(
    document: &Document,
    arrangement: &Arrangement,
    selection: &Selection,
    at: Point,
) -> Target {
    if let Some((id, handle)) = handle_at(document, arrangement, selection, at) {
        return Target::ResizeHandle(id, handle);
    }
    let under = under(arrangement, at);
    let chips = under.iter().flat_map(|(id, _)| arrangement.chips_in(id));
    let chips = chips.filter(|chip| chip.rect.contains(at));
    if let Some(chip) = chips.max_by_key(|chip| (&chip.owner, &chip.subnet)) {
        return Target::Chip {
            owner: chip.owner.clone(),
            subnet: chip.subnet.clone(),
        };
    }
    let is_container = |id: &ResourceId| is_open_container(document, arrangement, id);
    let is_tile = |id: &ResourceId| kind_of(document, id).is_some() && !is_container(id);
    if let Some((id, rect)) = under.iter().rev().find(|(id, _)| is_tile(id)) {
        let id = (*id).clone();
        return if arrangement.is_collapsed(&id) && chevron(*rect).contains(at) {
            Target::Chevron(id)
        } else {
            Target::Tile(id)
        };
    }
    let containers = under.iter().filter(|(id, _)| is_container(id));
    let innermost = containers.max_by_key(|(id, _)| arrangement.holders(id).count());
    let container = innermost.map(|(id, _)| *id);
    let is_chevron = innermost.is_some_and(|(_, rect)| chevron(*rect).contains(at));
    if let Some(within) = Frame::named_at(document, arrangement, container, at)
        && !is_chevron
    {
        return Target::Frame {
            container: container.cloned(),
            within,
        };
    }
    match innermost {
        None => Target::Empty,
        Some((id, rect)) if chevron(*rect).contains(at) => Target::Chevron((*id).clone()),
        Some((id, rect)) if at.y < rect.min.y.saturating_add(HEADER) => {
            Target::Header((*id).clone())
        }
        Some((id, _)) => Target::Body((*id).clone()),
    }
}

/// What stands at a point, in the order of ids.
fn under(arrangement: &Arrangement, at: Point) -> Vec<(&ResourceId, Rect)> {
    let near = arrangement.near(Rect::at(at, Size::default()));
    let mut under: Vec<(&ResourceId, Rect)> = near.filter(|(_, rect)| rect.contains(at)).collect();
    under.sort_unstable_by_key(|(id, _)| *id);
    under
}

/// The corner or edge at a point by which the only selected container or note is resized.
pub fn handle_at(
    document: &Document,
    arrangement: &Arrangement,
    selection: &Selection,
    at: Point,
) -> Option<(ResourceId, Handle)> {
    let id = selection.only()?;
    let kind = kind_of(document, id)?;
    if arrangement.is_collapsed(id) || document.lock(id).is_some() {
        return None;
    }
    let rect = arrangement.rect(id)?;
    let handle = Handle::ALL
        .into_iter()
        .find(|handle| at.minus(handle.on(rect)).reach() <= HANDLE_REACH)?;
    kind.is_resizable().then(|| (id.clone(), handle))
}

/// The innermost container under a point among those admitted; of several as deep the last, which is on top.
pub fn container_at(
    document: &Document,
    arrangement: &Arrangement,
    at: Point,
    admitted: impl Fn(&ResourceId) -> bool,
) -> Option<ResourceId> {
    let is_container = |id: &ResourceId| kind_of(document, id).is_some_and(Kind::is_container);
    under(arrangement, at)
        .into_iter()
        .map(|(id, _)| id)
        .filter(|id| is_container(id) && admitted(id))
        .max_by_key(|id| arrangement.holders(id).count())
        .cloned()
}

/// The nearest of a container and those around it that takes something; the container itself where none of them does.
pub(crate) fn home_around(
    arrangement: &Arrangement,
    innermost: Option<ResourceId>,
    takes: impl Fn(&ResourceId) -> bool,
) -> Option<ResourceId> {
    let innermost = innermost?;
    if takes(&innermost) {
        return Some(innermost);
    }
    let home = arrangement.holders(&innermost).find(|id| takes(id));
    Some(home.cloned().unwrap_or(innermost))
}

/// Whether it is a container that shows what is in it.
pub(crate) fn is_open_container(
    document: &Document,
    arrangement: &Arrangement,
    id: &ResourceId,
) -> bool {
    kind_of(document, id).is_some_and(Kind::is_container) && !arrangement.is_collapsed(id)
}

pub(crate) fn kind_of(document: &Document, id: &ResourceId) -> Option<Kind> {
    Some(document.resource(id)?.kind())
}
