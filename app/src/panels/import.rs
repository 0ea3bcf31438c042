//! Imports as the user meets them: the question what becomes of one, with a preview of what it changes, and its report.

use egui::{CollapsingHeader, Label, RichText, ScrollArea, Sense, Ui};
use vpcanvas_drawing::{Font, Token};
use vpcanvas_interchange::aws_describe::{Entry, ImportReport, Merge};
use vpcanvas_model::ResourceId;

use super::dialogs::{Answer, buttons, title};
use crate::commands::import::Imported;
use crate::frame::{FrameContext, Request};
use crate::theme::{color, font};

/// So many ids of one sort are named; the rest is counted.
const NAMED: usize = 200;

/// Asks what becomes of the import that waits.
pub(super) fn question(ui: &mut Ui, frame: &FrameContext<'_>) -> Option<Answer> {
    let imported = frame.state.imported.as_ref()?;
    title(ui, &text!("import-question", name = &imported.name));
    ui.label(summary(imported));
    if frame.document().resources().next().is_none() {
        return buttons(
            ui,
            &[
                (text!("import-cancel"), Answer::Dismiss),
                (text!("import-as-new"), Answer::ImportAsNew),
            ],
        );
    }
    ui.add_space(8.0);
    preview(ui, frame, imported);
    let here = text!("import-here", name = frame.file_name());
    buttons(
        ui,
        &[
            (text!("import-cancel"), Answer::Dismiss),
            (&here, Answer::ImportHere),
            (text!("import-as-new"), Answer::ImportAsNew),
        ],
    )
}

fn summary(imported: &Imported) -> String {
    let resources = imported.import.document.resources().count();
    let ImportReport {
        kept,
        ignored,
        problems,
        absent,
        ..
    } = &imported.import.report;
    let count = |entries: &[Entry]| entries.iter().map(|entry| entry.count).sum::<usize>();
    text!(
        "import-summary",
        resources = resources,
        kept = count(kept),
        ignored = count(ignored),
        problems = count(problems),
        absent = absent.len()
    )
}

/// What the import would do to the open design.
fn preview(ui: &mut Ui, frame: &FrameContext<'_>, imported: &Imported) {
    let Merge {
        added,
        changed,
        gone,
        ..
    } = &imported.changes;
    ScrollArea::vertical().max_height(280.0).show(ui, |ui| {
        let added = added
            .iter()
            .map(|(id, kind)| format!("{id}, {}", kind.title()));
        list(ui, added.collect(), |count| {
            text!("import-added", count = count)
        });
        let changed = changed.iter().map(|changed| {
            let fields = changed.fields.iter().map(|field| field.name.as_str());
            format!("{}: {}", changed.id, fields.collect::<Vec<_>>().join(", "))
        });
        list(ui, changed.collect(), |count| {
            text!("import-changed", count = count)
        });
        list(
            ui,
            gone.iter().map(ToString::to_string).collect(),
            |count| text!("import-gone", count = count),
        );
    });
    if !gone.is_empty() {
        let mut removes = imported.removes_gone;
        let words = text!("import-remove-gone", count = gone.len());
        if ui.checkbox(&mut removes, words).changed() {
            frame.ask(Request::RemoveGone(removes));
        }
    }
    ui.label(
        RichText::new(text!("import-what-stays"))
            .small()
            .color(color(ui, Token::TextWeak)),
    );
}

fn list(ui: &mut Ui, lines: Vec<String>, heading: impl Fn(usize) -> String) {
    CollapsingHeader::new(heading(lines.len())).show(ui, |ui| {
        let rest = lines.len().saturating_sub(NAMED);
        for line in lines.into_iter().take(NAMED) {
            ui.add(Label::new(RichText::new(line).font(font(Font::Mono, 11.0))).wrap());
        }
        if rest > 0 {
            ui.label(text!("import-more", count = rest));
        }
    });
}

/// The report of the last import.
pub(super) fn report(ui: &mut Ui, frame: &FrameContext<'_>) {
    let Some(report) = &frame.state.report else {
        return;
    };
    ui.horizontal(|ui| {
        if ui.small_button(text!("import-copy")).clicked() {
            ui.ctx().copy_text(report.to_text());
            frame.ask(Request::Say(text!("said-report-copied").to_owned()));
        }
        if ui.small_button(text!("import-save")).clicked() {
            frame.ask(Request::SaveReport);
        }
    });
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        for (heading, entries) in report.parts() {
            let count: usize = entries.iter().map(|entry| entry.count).sum();
            CollapsingHeader::new(format!("{heading}: {count}"))
                .default_open(matches!(heading, "Problems" | "Not collected"))
                .show(ui, |ui| {
                    for entry in entries {
                        row(ui, frame, entry);
                    }
                });
        }
    });
}

/// One entry; a click shows the resource it is about.
fn row(ui: &mut Ui, frame: &FrameContext<'_>, entry: &Entry) {
    let about = about(frame, entry);
    let sense = if about.is_some() {
        Sense::click()
    } else {
        Sense::hover()
    };
    let line = RichText::new(entry.line()).color(color(ui, Token::Text));
    let shown = ui.add(Label::new(line).wrap().sense(sense));
    if let Some(id) = about {
        let shown = shown.on_hover_cursor(egui::CursorIcon::PointingHand);
        if shown.clicked() {
            frame.ask(Request::Show(id));
        }
    }
}

/// The resource an entry speaks of: its id is what the entry is about, or a word of the reason.
fn about(frame: &FrameContext<'_>, entry: &Entry) -> Option<ResourceId> {
    let document = frame.document();
    let words = [&entry.what, &entry.reason];
    let mut words = words
        .into_iter()
        .flat_map(|text| text.split([' ', ',', ';', ':']));
    words.find_map(|word| document.id(word)).cloned()
}
