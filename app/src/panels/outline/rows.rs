//! The rows of the outline: things in what holds them, and Regions as groups where the canvas draws them. A Region is no
//! object; its row stands for all that lies in it.

use vpcanvas_editor::Frame;
use vpcanvas_model::{ResourceId, arrangement::RegionFrame};

use crate::frame::FrameContext;

/// Designs of more objects begin closed.
const MANY: usize = 300;

/// One line of the tree.
pub(super) struct Row<'a> {
    pub(super) what: What<'a>,
    /// What it is known by among all rows.
    pub(super) key: ResourceId,
    pub(super) depth: u8,
    pub(super) inside: usize,
    pub(super) is_open: bool,
}

/// What a row stands for.
#[derive(Clone)]
pub(super) enum What<'a> {
    Thing(&'a ResourceId),
    /// A Region with what lies in it.
    Region(&'a RegionFrame, Vec<&'a ResourceId>),
}

/// What things are dragged onto.
pub(super) enum Place<'a> {
    /// A thing; `None` is the canvas.
    Thing(Option<&'a ResourceId>),
    Region(Frame),
}

impl<'a> What<'a> {
    fn key(&self) -> ResourceId {
        match self {
            Self::Thing(id) => (*id).clone(),
            Self::Region(frame, _) => {
                let around = frame
                    .container
                    .as_ref()
                    .map_or("canvas", ResourceId::as_str);
                ResourceId::from(format!("{around}/{}", frame.region))
            }
        }
    }

    /// The rows inside of it, in their order.
    fn inside(&self, frame: &FrameContext<'a>) -> Vec<Self> {
        match self {
            Self::Thing(id) => contents(frame, Some(id)),
            Self::Region(_, things) => things.iter().copied().map(Self::Thing).collect(),
        }
    }
}

impl<'a> Row<'a> {
    /// The object it stands for.
    pub(super) fn thing(&self) -> Option<&'a ResourceId> {
        match &self.what {
            What::Thing(id) => Some(id),
            What::Region(..) => None,
        }
    }

    /// The objects it stands for.
    pub(super) fn things(&self) -> Vec<ResourceId> {
        match &self.what {
            What::Thing(id) => vec![(*id).clone()],
            What::Region(_, things) => things.iter().copied().cloned().collect(),
        }
    }

    /// What is dragged onto it goes there.
    pub(super) fn place(&self) -> Place<'a> {
        match &self.what {
            What::Thing(id) => Place::Thing(Some(id)),
            What::Region(frame, _) => Place::Region(Frame::from(*frame)),
        }
    }
}

/// The rows of what is open, from top to bottom.
pub(super) fn rows<'a>(frame: &FrameContext<'a>) -> Vec<Row<'a>> {
    let session = frame.session();
    let begins_open = frame.document().resources().len() <= MANY;
    let mut rows = Vec::new();
    let roots = contents(frame, None).into_iter().rev();
    let mut waiting: Vec<(What<'a>, u8)> = roots.map(|what| (what, 0)).collect();
    while let Some((what, depth)) = waiting.pop() {
        let key = what.key();
        let inside = what.inside(frame);
        let count = inside.len();
        let is_open = begins_open != session.outline.toggled.contains(&key);
        if is_open {
            let deeper = depth.saturating_add(1);
            waiting.extend(inside.into_iter().rev().map(|what| (what, deeper)));
        }
        rows.push(Row {
            what,
            key,
            depth,
            inside: count,
            is_open,
        });
    }
    rows
}

/// What is in a container: its Regions, and then what lies in none.
fn contents<'a>(frame: &FrameContext<'a>, container: Option<&ResourceId>) -> Vec<What<'a>> {
    let arrangement = frame.state.workspace().arrangement();
    let (regions, rest) = arrangement.by_region(frame.document(), container);
    let regions = regions
        .into_iter()
        .map(|(frame, things)| What::Region(frame, things));
    regions.chain(rest.into_iter().map(What::Thing)).collect()
}
