//! Dialogs: what has to be read or decided before work goes on. None of them loses anything.

use std::collections::VecDeque;

use egui::{Frame, Id, Modal, RichText, ScrollArea, Ui};
use vpcanvas_drawing::{Font, Token};

use super::{import, parts, settings, shortcuts, versions};
use crate::frame::{FrameContext, Request};
use crate::theme::{color, font};

/// What of the window's height no dialog covers, in points.
const ABOVE_AND_BELOW: f32 = 96.0;

/// What is open in front of everything else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Dialog {
    /// Something did not work.
    Message {
        /// What did not.
        title: String,
        /// Why, and what to do.
        text: String,
    },
    /// There are changes that no file holds.
    Unsaved(Then),
    /// The last session ended with changes that no file holds.
    Recover {
        /// What the design was called.
        name: String,
        /// Where the changes are kept.
        slot: String,
    },
    /// An import waits for what becomes of it.
    Import,
    /// All keys.
    Shortcuts,
    /// How the program looks and behaves.
    Settings,
    /// The states the design had.
    Versions,
}

impl Dialog {
    /// The title and the text, for those who hear it.
    pub fn words(&self) -> String {
        match self {
            Self::Message { title, text } => format!("{title}: {text}"),
            Self::Unsaved(_) => text!("dialog-unsaved").to_owned(),
            Self::Recover { name, .. } => text!("dialog-recover-named", name = name),
            Self::Import => text!("dialog-import").to_owned(),
            Self::Shortcuts => text!("dialog-shortcuts").to_owned(),
            Self::Settings => text!("dialog-settings").to_owned(),
            Self::Versions => text!("dialog-versions").to_owned(),
        }
    }
}

/// The dialogs that wait to be read or answered, the first one seen. None takes the place of another unanswered.
#[derive(Debug, Default)]
pub struct Dialogs(VecDeque<Dialog>);

impl Dialogs {
    /// The one that is seen.
    pub fn front(&self) -> Option<&Dialog> {
        self.0.front()
    }

    /// Shows a dialog once those before it are answered. Only the question of unsaved changes takes the place of its own
    /// like: what was asked for last is what is meant.
    pub fn push(&mut self, dialog: Dialog) {
        let is_unsaved = |dialog: &Dialog| matches!(dialog, Dialog::Unsaved(_));
        let like = self
            .0
            .iter_mut()
            .find(|waiting| **waiting == dialog || (is_unsaved(waiting) && is_unsaved(&dialog)));
        match like {
            Some(like) => *like = dialog,
            None => self.0.push_back(dialog),
        }
    }

    /// Takes the one that is seen, which has its answer now.
    pub fn answer(&mut self) -> Option<Dialog> {
        self.0.pop_front()
    }

    /// Asks no longer about unsaved changes, because there are none.
    pub fn forget_unsaved(&mut self) {
        self.0
            .retain(|dialog| !matches!(dialog, Dialog::Unsaved(_)));
    }

    /// Shows again what got no answer.
    pub fn put_back(&mut self, dialog: Dialog) {
        self.0.push_front(dialog);
    }
}

/// What was asked for when the question of unsaved changes came up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Then {
    /// Begin an empty design.
    New,
    /// Choose a file.
    Open,
    /// Show the file that was read meanwhile.
    Replace,
    /// Show what was imported as a new design.
    Import,
    /// End the program.
    Close,
}

/// An answer to a dialog.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It was read, or nothing shall happen.
    Dismiss,
    /// Save first, then go on.
    Save,
    /// Go on without saving.
    Discard,
    /// Bring the changes back.
    Recover,
    /// Show the import as a new design.
    ImportAsNew,
    /// Bring the import into the open design.
    ImportHere,
}

/// Shows the dialog that is open, if any.
pub(super) fn show(ui: &Ui, frame: &FrameContext<'_>) {
    let Some(dialog) = frame.session().dialogs.front() else {
        return;
    };
    let modal = Modal::new(Id::unique("dialog"))
        .frame(Frame::popup(ui.style()).inner_margin(ui.spacing().window_margin));
    let response = modal.show(ui.ctx(), |ui| {
        parts::set_room(ui, ABOVE_AND_BELOW);
        ui.set_width(if *dialog == Dialog::Shortcuts {
            560.0
        } else {
            400.0
        });
        match dialog {
            Dialog::Message { title, text } => message(ui, title, text),
            Dialog::Unsaved(_) => unsaved(ui, frame),
            Dialog::Recover { name, .. } => recover(ui, name),
            Dialog::Import => import::question(ui, frame),
            Dialog::Shortcuts => shortcuts::show(ui, frame),
            Dialog::Settings => settings::show(ui, frame),
            Dialog::Versions => versions::show(ui, frame),
        }
    });
    let is_left = response.should_close();
    if is_left && frame.session().rebinding.is_some() {
        // The question about keys comes first.
        frame.ask(Request::Rebind(None));
        return;
    }
    let dismissed = is_left.then_some(Answer::Dismiss);
    if let Some(answer) = response.inner.or(dismissed) {
        frame.ask(Request::Answer(answer));
    }
}

pub(super) fn title(ui: &mut Ui, text: &str) {
    ui.label(
        RichText::new(text)
            .font(font(Font::Semibold, 16.0))
            .color(color(ui, Token::TextStrong)),
    );
    ui.add_space(4.0);
}

/// Buttons from the right, the usual answer last, which Enter gives; returns the answer given.
pub(super) fn buttons(ui: &mut Ui, answers: &[(&str, Answer)]) -> Option<Answer> {
    ui.add_space(8.0);
    let size = egui::vec2(ui.available_width(), ui.spacing().interact_size.y);
    let from_right = egui::Layout::right_to_left(egui::Align::Center);
    let row = ui.allocate_ui_with_layout(size, from_right, |ui| {
        let shown = |(name, answer): &(&str, Answer)| {
            let button = ui.button(*name);
            if ui.memory(|memory| memory.focused().is_none()) {
                button.request_focus();
            }
            button.clicked().then_some(*answer)
        };
        answers.iter().rev().filter_map(shown).last()
    });
    row.inner
}

fn message(ui: &mut Ui, heading: &str, text: &str) -> Option<Answer> {
    title(ui, heading);
    ScrollArea::vertical().max_height(320.0).show(ui, |ui| {
        ui.add(egui::Label::new(text).wrap().selectable(true));
    });
    buttons(ui, &[(text!("dialog-ok"), Answer::Dismiss)])
}

fn unsaved(ui: &mut Ui, frame: &FrameContext<'_>) -> Option<Answer> {
    title(ui, text!("dialog-unsaved"));
    ui.label(text!("dialog-unsaved-text", name = frame.file_name()));
    buttons(
        ui,
        &[
            (text!("dialog-cancel"), Answer::Dismiss),
            (text!("dialog-do-not-save"), Answer::Discard),
            (text!("dialog-save"), Answer::Save),
        ],
    )
}

fn recover(ui: &mut Ui, name: &str) -> Option<Answer> {
    title(ui, text!("dialog-recover"));
    ui.label(text!("dialog-recover-text", name = name));
    buttons(
        ui,
        &[
            (text!("dialog-discard"), Answer::Discard),
            (text!("dialog-bring-back"), Answer::Recover),
        ],
    )
}
