//! What the tables of security groups, network ACLs and routes are made of: cells that are typed into, rows that say what
//! becomes of them, and the packet that is thought of.

mod acl;
mod group;
mod sample;

use egui::{Color32, CornerRadius, Frame, Margin, RichText, Stroke, Ui};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use vpcanvas_drawing::{Icon, Token};
use vpcanvas_editor::actions::Step;

use super::draft::{self, Look, Name};
use super::{Form, below};
use crate::frame::Request;
use crate::panels::parts;
use crate::theme::color;

/// From this width on a row stands in one line.
const WIDE: f32 = 420.0;
/// The room of a button that is an icon.
const BUTTON: f32 = 24.0;

/// What becomes of a row for the packet that is thought of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// Nothing.
    None,
    /// It lets the packet pass.
    Passes,
    /// It drops the packet.
    Blocks,
}

/// A cell of a row.
pub(super) struct Cell<'a> {
    /// The row.
    pub(super) at: &'a [Step],
    /// Which cell of it, for the ids of widgets.
    pub(super) key: &'static str,
    /// What a screen reader calls it.
    pub(super) name: String,
    /// What stands in it while it is empty.
    pub(super) hint: &'static str,
    /// The width with all that belongs to it.
    pub(super) width: f32,
    /// What stands in it.
    pub(super) now: String,
    /// What can be chosen: what it becomes, and what that is called. It is asked for when the list is opened.
    pub(super) choices: Option<&'a dyn Fn() -> Vec<(String, String)>>,
    /// The row with another text in it, or what is wrong with the text.
    pub(super) change: &'a dyn Fn(&str) -> Result<Value, String>,
}

impl Form<'_> {
    /// Shows a cell; returns what is wrong with what is typed.
    pub(super) fn cell(&self, ui: &mut Ui, cell: &Cell<'_>) -> Option<String> {
        let gap = ui.spacing().item_spacing.x;
        let for_button = if cell.choices.is_none() {
            0.0
        } else {
            BUTTON + gap
        };
        let id = self.text_id(&below(cell.at, cell.key));
        let look = Look {
            id,
            name: Name::Words(&cell.name),
            width: (cell.width - for_button).max(24.0),
            hint: cell.hint,
            is_monospace: cell.key != "Description",
            is_multiline: false,
        };
        let read = |text: &str| self.with(cell.at, (cell.change)(text)?);
        let problem = draft::edit(ui, self.frame, &look, &cell.now, &read);
        if let Some(choices) = cell.choices {
            self.choices(ui, cell, id, choices);
        }
        problem
    }

    fn choices(
        &self,
        ui: &mut Ui,
        cell: &Cell<'_>,
        id: egui::Id,
        choices: &dyn Fn() -> Vec<(String, String)>,
    ) {
        let name = text!("inspector-choose", field = cell.name.as_str());
        let button = parts::icon_button(ui, Icon::ChevronDown, &name);
        egui::Popup::menu(&button).show(|ui| {
            let list = egui::ScrollArea::vertical().max_height(320.0);
            list.show(ui, |ui| {
                for (value, title) in choices() {
                    if ui.button(title).clicked() {
                        draft::forget(ui, id);
                        match (cell.change)(&value) {
                            Ok(row) => self.set(cell.at, row),
                            Err(message) => self.frame.ask(Request::Say(message)),
                        }
                    }
                }
            });
        });
    }

    /// The buttons at the end of a row: another like it, and away with it.
    fn row_buttons(&self, ui: &mut Ui, at: &[Step], row: &Value, (next, name): (&[Step], &str)) {
        let copy = text!("rules-duplicate", rule = name);
        if parts::icon_button(ui, Icon::Copy, &copy).clicked() {
            self.set(next, row.clone());
        }
        self.remove_button(ui, at, name);
    }

    pub(super) fn remove_button(&self, ui: &mut Ui, at: &[Step], name: &str) {
        let remove = text!("rules-remove", rule = name);
        if parts::icon_button(ui, Icon::Cross, &remove).clicked() {
            self.set(at, Value::Null);
        }
    }
}

/// A row in a box that shows what becomes of it.
pub(super) fn card(ui: &mut Ui, mark: Mark, contents: impl FnOnce(&mut Ui)) {
    let (fill, line) = match mark {
        Mark::None => (Token::PanelBackgroundWeak, Token::Border),
        Mark::Passes => (Token::SuccessTint, Token::Success),
        Mark::Blocks => (Token::ErrorTint, Token::Error),
    };
    let frame = Frame::new()
        .fill(color(ui, fill))
        .stroke(Stroke::new(1.0, color(ui, line)))
        .corner_radius(CornerRadius::same(6))
        .inner_margin(Margin::symmetric(6, 4));
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing = egui::vec2(4.0, 3.0);
        contents(ui);
    });
}

/// The heading of one direction, and the button that adds to it.
fn heading(ui: &mut Ui, title: &str, add: &str) -> bool {
    let mut is_added = false;
    ui.horizontal(|ui| {
        parts::subheading(ui, title);
        let right = egui::Layout::right_to_left(egui::Align::Center);
        ui.with_layout(right, |ui| {
            is_added = parts::add_button(ui, text!("inspector-add"), add).clicked();
        });
    });
    is_added
}

/// A line below a row, with a sign that says the same without color.
pub(super) fn remark(ui: &mut Ui, icon: Icon, token: Token, words: &str) {
    let ink: Color32 = color(ui, token);
    ui.horizontal_top(|ui| {
        parts::icon(ui, icon, 14.0, ink);
        let text = RichText::new(words).small().color(ink);
        ui.add(egui::Label::new(text).wrap());
    });
}

/// The rows of a field as the records they are; what cannot be read is an empty one.
pub(super) fn records<T: DeserializeOwned + Default>(value: Option<&Value>) -> Vec<T> {
    let rows = value.and_then(Value::as_array).into_iter().flatten();
    rows.map(|row| T::deserialize(row).unwrap_or_default())
        .collect()
}

/// A record as a row of the file.
pub(super) fn row<T: Serialize>(record: &T) -> Value {
    serde_json::to_value(record).unwrap_or_default()
}
