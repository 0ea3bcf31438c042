//! A text that is typed into the design: it stays as it is typed until it fits, and what fits is seen at once.
//!
//! Leaving it keeps what fits as one step of the history; Escape keeps nothing. What a text means, its caller knows.

use egui::{Id, Response, TextEdit, Ui};
use vpcanvas_drawing::Token;
use vpcanvas_model::Transaction;

use crate::frame::{FrameContext, Request};
use crate::theme::color;

/// How a field for a text looks, and what it is called.
pub(super) struct Look<'a> {
    /// Which field it is, over all frames.
    pub(super) id: Id,
    /// What a screen reader calls it.
    pub(super) name: Name<'a>,
    /// The width it may take.
    pub(super) width: f32,
    /// What stands in it while it is empty.
    pub(super) hint: &'a str,
    /// Whether it is an address, a number or a range.
    pub(super) is_monospace: bool,
    /// Whether it may have several lines.
    pub(super) is_multiline: bool,
}

/// What a field is called.
#[derive(Clone, Copy)]
pub(super) enum Name<'a> {
    /// The words of a label beside it.
    Label(Id),
    /// Words of its own.
    Words(&'a str),
}

/// Shows a field with a text; returns what is wrong with what is typed.
pub(super) fn edit(
    ui: &mut Ui,
    frame: &FrameContext<'_>,
    look: &Look<'_>,
    now: &str,
    read: &dyn Fn(&str) -> Result<Transaction, String>,
) -> Option<String> {
    let draft: Option<String> = ui.data(|data| data.get_temp(look.id));
    let mut text = draft.clone().unwrap_or_else(|| now.to_owned());
    let problem = draft.and_then(|draft| read(&draft).err());
    let response = field(ui, look, &mut text, problem.is_some());
    if response.changed() {
        frame.ask(match read(&text) {
            Ok(transaction) => Request::Preview(Box::new(transaction)),
            // What fitted on the way to this was not meant.
            Err(_) => Request::CancelEdit,
        });
        ui.data_mut(|data| data.insert_temp(look.id, text));
    }
    let escaped = finish_when_left(ui, frame, &response);
    if escaped || (!response.has_focus() && problem.is_none()) {
        forget(ui, look.id);
    }
    problem
}

fn field(ui: &mut Ui, look: &Look<'_>, text: &mut String, is_wrong: bool) -> Response {
    let edit = if look.is_multiline {
        TextEdit::multiline(text).desired_rows(3)
    } else {
        TextEdit::singleline(text)
    };
    let mut edit = edit
        .id(look.id)
        .hint_text(look.hint)
        .desired_width(look.width);
    if look.is_monospace {
        edit = edit.font(egui::TextStyle::Monospace);
    }
    if is_wrong {
        edit = edit.text_color(color(ui, Token::Error));
    }
    let response = ui.add(edit);
    match look.name {
        Name::Label(label) => response.labelled_by(label),
        // A narrow field shows all of what stands in it under the pointer.
        Name::Words(words) if text.is_empty() => response.accessible_name(words),
        Name::Words(words) => response.accessible_name(words).on_hover_text(text.as_str()),
    }
}

/// Typing ends as one step of the history, or with Escape as none; says whether it was Escape.
pub(super) fn finish_when_left(ui: &Ui, frame: &FrameContext<'_>, response: &Response) -> bool {
    if !response.lost_focus() {
        return false;
    }
    let escaped = ui.input(|input| input.key_pressed(egui::Key::Escape));
    frame.ask(if escaped {
        Request::CancelEdit
    } else {
        Request::FinishEdit
    });
    escaped
}

/// Whether somebody types into a field, or left there what does not fit.
pub(super) fn is_typed(ui: &Ui, id: Id) -> bool {
    ui.memory(|memory| memory.has_focus(id))
        || ui.data(|data| data.get_temp::<String>(id)).is_some()
}

/// What was typed and does not fit is not meant any more.
pub(super) fn forget(ui: &Ui, id: Id) {
    ui.data_mut(|data| data.remove::<String>(id));
}
