//! The words between the application and the tools: events in, effects out. They know no toolkit.

use vpcanvas_model::{
    Arrangement, Document, ResourceId, Transaction,
    geometry::{Point, Rect},
};

use crate::{Frame, Handle, Selection, Target};

/// What happened, in scene coordinates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// The primary button went down, or a finger.
    PointerDown(Pointer),
    /// The pointer moved, pressed or not.
    PointerMove(Pointer),
    /// The primary button went up.
    PointerUp(Pointer),
    /// The second press of a double click.
    DoubleClick(Pointer),
    /// The Escape key: one step out of what is going on, at last out of the selection.
    Escape,
    /// The window lost the focus, and with it the release that would have ended a gesture.
    FocusLost,
}

/// Where the pointer is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pointer {
    /// The point of the canvas.
    pub at: Point,
    /// What is there.
    pub target: Target,
    /// The keys held.
    pub modifiers: Modifiers,
}

/// The keys held.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Modifiers {
    /// Shift: adds to the selection.
    pub shift: bool,
    /// Ctrl, or Command: no snapping, no change of container; a marquee takes no container for what is in it.
    pub command: bool,
    /// Alt, or Option: held from the press on it copies instead of moving, held later it keeps the container; a marquee
    /// takes only what it encloses.
    pub alt: bool,
}

/// What a tool may look at: everything as it was before the gesture.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The committed document.
    pub document: &'a Document,
    /// Where its resources stand.
    pub arrangement: &'a Arrangement,
    /// What is selected.
    pub selection: &'a Selection,
    /// Whether nothing moves by hand.
    pub keeps_layout: bool,
    /// How far the pointer moves before a press becomes a drag, in scene points: 4 on the screen.
    pub drag_threshold: i32,
    /// What moved things come to lie on.
    pub snapping: Snapping,
    /// Whether a tool stays in the hand after it was used.
    pub keeps_tool: bool,
}

/// What moved things come to lie on, as the user likes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Snapping {
    /// In line with what stands around them.
    pub to_guides: bool,
    /// On the grid.
    pub to_grid: bool,
}

impl Default for Snapping {
    fn default() -> Self {
        Self {
            to_guides: true,
            to_grid: true,
        }
    }
}

/// What is to be done, in order.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Select exactly these.
    Select(Vec<ResourceId>),
    /// Show a change in place of the one shown before.
    Preview(Transaction),
    /// Keep the change shown.
    CommitPreview,
    /// Drop the change shown.
    CancelPreview,
    /// Make a change and select these.
    Commit(Transaction, Vec<ResourceId>),
    /// Make a copy of these, as a change, and select the copies.
    Copy {
        /// The originals.
        of: Vec<ResourceId>,
        /// The change.
        transaction: Transaction,
        /// The copies, in the order of the originals.
        select: Vec<ResourceId>,
    },
    /// Say something to the user.
    Message(String),
    /// Let the user name a resource, or show it in the inspector.
    Open(ResourceId),
    /// Offer what can be inserted at a place of the canvas.
    OfferInsert(Point),
    /// Offer what can be inserted at a place of the canvas and connected with a resource.
    OfferConnected(ResourceId, Point),
    /// Ask what happens on the way from one resource to another.
    Probe(ResourceId, ResourceId),
}

/// What is drawn over the canvas while a tool is in use.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Overlay {
    /// The rectangle of a marquee.
    pub marquee: Option<Rect>,
    /// Outlines of what is in the pointer's hand.
    pub ghosts: Vec<Rect>,
    /// The container or resource a release would put things into or on; `None` where nothing would change, and on the canvas.
    pub into: Option<ResourceId>,
    /// The Region or zone a release would put things into, and what follows, in words.
    pub frame: Option<(Frame, String)>,
    /// A line from a resource to the pointer.
    pub link: Option<(ResourceId, Point)>,
    /// Why a release would do nothing.
    pub refusal: Option<String>,
    /// Lines between points that show what the hand is in line with.
    pub guides: Vec<(Point, Point)>,
}

/// The shape of the pointer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cursor {
    /// An arrow.
    Default,
    /// A hand that holds something.
    Grabbing,
    /// A hand that holds a copy.
    Copy,
    /// A cross.
    Crosshair,
    /// Nothing would happen.
    NotAllowed,
    /// Arrows along the directions a handle moves in.
    Resize(Handle),
}

/// One thing that can be done now: `Esc` `cancel`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hint {
    /// The key or gesture.
    pub keys: &'static str,
    /// What it does.
    pub does: &'static str,
}

impl Hint {
    pub(super) const fn new(keys: &'static str, does: &'static str) -> Self {
        Self { keys, does }
    }
}
