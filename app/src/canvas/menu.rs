//! The menu of a click with the other button: what can be done with the object under the pointer, or with the canvas.
//!
//! A drag with that button moves the picture instead.

use egui::{Button, Response};

use super::camera::Camera;
use crate::commands::Command;
use crate::frame::{FrameContext, Request};

/// What is offered for an object, in groups.
const OF_OBJECT: [&[Command]; 5] = [
    &[
        Command::TraceFrom,
        Command::TraceTo,
        Command::Reach,
        Command::Dig,
    ],
    &[
        Command::Rename,
        Command::NoteOnObject,
        Command::Duplicate,
        Command::Copy,
    ],
    &[Command::Collapse, Command::Expand, Command::ToggleLock],
    &[Command::TidyContainer, Command::FitToContents],
    &[Command::Delete],
];

/// What is offered for several objects, in groups.
const OF_SEVERAL: [&[Command]; 6] = [
    &[
        Command::AlignLeft,
        Command::AlignCenter,
        Command::AlignRight,
    ],
    &[
        Command::AlignTop,
        Command::AlignMiddle,
        Command::AlignBottom,
    ],
    &[
        Command::DistributeHorizontally,
        Command::DistributeVertically,
    ],
    &[Command::TidySelection],
    &[Command::Collapse, Command::Expand, Command::ToggleLock],
    &[Command::Duplicate, Command::Copy, Command::Delete],
];

/// What is offered where nothing stands.
const OF_CANVAS: [&[Command]; 2] = [
    &[
        Command::InsertByName,
        Command::NewNote,
        Command::Paste,
        Command::SelectAll,
    ],
    &[
        Command::ZoomFit,
        Command::TidyAll,
        Command::FoldAlike,
        Command::LockLayout,
    ],
];

/// Opens and shows the menu. What it is about is selected first, unless it is part of the selection already.
pub(super) fn show(frame: &FrameContext<'_>, camera: &Camera, canvas: &Response) {
    if canvas.secondary_clicked()
        && let Some(at) = canvas.interact_pointer_pos()
    {
        let reach = 4.0 / camera.scale();
        let under = frame
            .answers
            .picture
            .at(camera.scene_from_screen(at), reach);
        let subject = under.and_then(|item| item.subject.clone());
        if subject
            .as_ref()
            .is_none_or(|id| !frame.selection().contains(id))
        {
            frame.ask(Request::Select(subject.into_iter().collect()));
        }
    }
    canvas.context_menu(|ui| {
        ui.set_min_width(200.0);
        let groups: &[&[Command]] = match frame.selection() {
            [] => &OF_CANVAS,
            [_] => &OF_OBJECT,
            _ => &OF_SEVERAL,
        };
        for (index, group) in groups.iter().enumerate() {
            if index > 0 {
                ui.separator();
            }
            for command in *group {
                entry(ui, frame, *command);
            }
        }
    });
}

fn entry(ui: &mut egui::Ui, frame: &FrameContext<'_>, command: Command) {
    let button = Button::new(command.title()).shortcut_text(frame.keys_of(command));
    if ui.add_enabled(frame.is_enabled(command), button).clicked() {
        frame.ask(Request::Command(command));
    }
}
