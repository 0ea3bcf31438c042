//! One user's moment: what is seen and which tool is in the hand. Saved nowhere in the design and never undone.

use std::collections::BTreeSet;

use vpcanvas_analysis::RecordType;
use vpcanvas_drawing::Facet;
use vpcanvas_model::arrangement::Laying;
use vpcanvas_model::geometry::Point;
use vpcanvas_model::{Protocol, ResourceId, Transaction};

use crate::canvas::camera::Camera;
use crate::canvas::flight::Flight;
use crate::commands::rebind::Rebinding;
use crate::panels::dialogs::Dialogs;
use crate::panels::dock::Tab;

/// A connection asked about by hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Probe {
    /// Where from: a resource.
    pub from: String,
    /// Where to: a resource, an address or a name.
    pub to: String,
    /// Over what.
    pub protocol: Protocol,
    /// To which port.
    pub port: u16,
}

impl Default for Probe {
    fn default() -> Self {
        Self {
            from: String::new(),
            to: String::new(),
            protocol: Protocol::Tcp,
            port: 443,
        }
    }
}

/// A name asked about by hand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lookup {
    /// Seen from where: a resource.
    pub from: String,
    /// The name.
    pub name: String,
    /// The record type.
    pub record_type: RecordType,
    /// Whether every VPC is asked, for a table.
    pub compares: bool,
}

/// Whose connections the matrix panel shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Scope {
    /// Everything that sends, by every service.
    #[default]
    Everything,
    /// Who can reach one thing, and what it can reach.
    Of(ResourceId),
}

/// A change that is looked at before it is made.
#[derive(Clone, Debug, PartialEq)]
pub struct Tried {
    /// What sort of change it is: `a fix`.
    pub sort: &'static str,
    /// What it does, in a line.
    pub title: String,
    /// The change, as it was offered.
    pub transaction: Transaction,
}

/// A new layout of everything that is being made.
#[derive(Debug)]
pub struct LayingOut {
    /// What is to be looked at once it is done.
    pub tried: Tried,
    /// How far it is.
    pub laying: Laying,
    /// The revision of the design it is a layout of.
    pub revision: u64,
}

/// What is being looked for by its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Search {
    /// Any command or object.
    Everything,
    /// An object by what is written on it.
    Objects,
    /// Something to insert: at a point of the canvas, or by the selection.
    Insert(Option<Point>),
    /// A container to insert.
    Container,
    /// Something to insert by a point of the canvas, connected with an object.
    Connected(ResourceId, Point),
    /// Something the selection may be put into.
    Home,
}

/// A field of the inspector that every object has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WordsField {
    /// What it is called.
    Name,
    /// What people should know of it.
    Note,
}

/// Which words on lines are seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Labels {
    /// All of them.
    #[default]
    All,
    /// Those of the lines of what is selected.
    OfSelection,
    /// None.
    None,
}

/// What the pointer does on the canvas.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Hold {
    /// What the editor's tool does.
    #[default]
    Tool,
    /// It moves the picture.
    Hand,
    /// It is a light for others to see.
    Laser,
}

/// What only a frame can do, because only a frame knows sizes and widgets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// A field of the inspector takes the keyboard.
    pub field: Option<WordsField>,
    /// The whole picture comes into view.
    pub fit: bool,
    /// The selection comes into view.
    pub reveal: bool,
}

/// What is seen of the tree of everything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outline {
    /// Whether it stands in place of the palette.
    pub is_shown: bool,
    /// Whether one of its rows is to take the keyboard.
    pub takes_keyboard: bool,
    /// What is open though it begins closed, or the other way round.
    pub toggled: BTreeSet<ResourceId>,
}

/// Everything that belongs to the user's moment.
#[derive(Debug, Default)]
pub struct Session {
    /// What of the scene is seen.
    pub camera: Camera,
    /// What the pointer does, whatever tool the editor has in the hand.
    pub hold: Hold,
    /// Which words on lines are seen.
    pub labels: Labels,
    /// Whether the dots of the grid are not painted.
    pub hides_grid: bool,
    /// The connection in the trace panel.
    pub probe: Probe,
    /// The name in the DNS panel.
    pub lookup: Lookup,
    /// Whose connections the matrix panel shows.
    pub scope: Scope,
    /// The change that is looked at before it is made.
    pub tried: Option<Tried>,
    /// The check whose trace is shown instead of the probe, by its position in the design.
    pub shown_check: Option<usize>,
    /// The part of the dock that is seen.
    pub tab: Tab,
    /// The step of the lesson that is read, from 0.
    pub lesson_step: usize,
    /// What has to be read or answered first.
    pub dialogs: Dialogs,
    /// What is being looked for by its name.
    pub search: Option<Search>,
    /// What was looked for last, for the next and the one before.
    pub sought: String,
    /// The tree of everything, in place of the palette.
    pub outline: Outline,
    /// The note that is being written on the canvas.
    pub writing: Option<ResourceId>,
    /// What is left out of the picture.
    pub hidden: BTreeSet<Facet>,
    /// Whether the minimap stays away even when not all of the design is in sight.
    pub hides_minimap: bool,
    /// Whether only the canvas is seen.
    pub is_focus_mode: bool,
    /// The shortcut that is being changed.
    pub rebinding: Option<Rebinding>,
    /// The way the camera is on, when it does not jump.
    pub flight: Option<Flight>,
    /// What was asked for and waits for a frame.
    pub asked: Asked,
    /// The layout that is being made, a little in each frame.
    pub laying: Option<LayingOut>,
    /// How far the import that goes on is.
    pub importing: Option<String>,
    /// The last thing worth a line at the bottom: why a drop was refused, what was saved.
    pub notice: Option<String>,
}
