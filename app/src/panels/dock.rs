//! The dock below the canvas: one part of it is seen at a time.

use egui::{RichText, Ui};
use vpcanvas_drawing::{Font, Size, Token};

use super::{checks, dns, import, lesson, matrix, problems, trace};
use crate::frame::{FrameContext, Request};
use crate::theme::{color, font};

/// The parts of the dock.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tab {
    /// What is wrong with the design.
    Problems,
    /// The way of a packet.
    #[default]
    Trace,
    /// What a name resolves to.
    Dns,
    /// What the author expects.
    Checks,
    /// Who reaches what.
    Matrix,
    /// What became of each thing that was imported.
    ImportReport,
    /// What there is to learn from it.
    Lesson,
}

impl Tab {
    const ALL: [Self; 7] = [
        Self::Problems,
        Self::Trace,
        Self::Dns,
        Self::Checks,
        Self::Matrix,
        Self::ImportReport,
        Self::Lesson,
    ];

    /// Whether the design has something for it.
    fn is_offered(self, frame: &FrameContext<'_>) -> bool {
        match self {
            Self::Lesson => frame.answers.course.is_some(),
            Self::ImportReport => frame.state.report.is_some(),
            _ => true,
        }
    }

    /// The title, with how much there is to look at.
    fn title(self, frame: &FrameContext<'_>) -> String {
        match self {
            Self::Problems => match frame.answers.problems().len() {
                0 => text!("tab-problems").to_owned(),
                count => text!("tab-problems-count", count = count),
            },
            Self::Trace => text!("tab-trace").to_owned(),
            Self::Dns => text!("tab-dns").to_owned(),
            Self::Checks => match (frame.answers.checks().len(), frame.answers.failed_checks()) {
                (0, _) => text!("tab-checks").to_owned(),
                (all, failed) => text!("tab-checks-count", held = all - failed, all = all),
            },
            Self::Matrix => text!("tab-matrix").to_owned(),
            Self::ImportReport => match frame.state.report.as_ref().map(|it| it.problems.len()) {
                Some(count) if count > 0 => text!("tab-import-report-count", count = count),
                _ => text!("tab-import-report").to_owned(),
            },
            Self::Lesson => match &frame.answers.course {
                Some(Ok(course)) => {
                    let (reached, goals) = course.progress.reached();
                    text!("tab-lesson-count", reached = reached, goals = goals)
                }
                Some(Err(_)) | None => text!("tab-lesson").to_owned(),
            },
        }
    }
}

/// Shows the dock.
pub(super) fn show(ui: &mut Ui, frame: &FrameContext<'_>) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = Size::SpaceTiny.points();
        for tab in Tab::ALL.into_iter().filter(|tab| tab.is_offered(frame)) {
            let is_shown = frame.session().tab == tab;
            let token = if is_shown {
                Token::Accent
            } else {
                Token::TextWeak
            };
            let text = RichText::new(tab.title(frame))
                .font(font(Font::Medium, 12.5))
                .color(color(ui, token));
            if ui.selectable_label(is_shown, text).clicked() {
                frame.ask(Request::ShowTab(tab));
            }
        }
    });
    ui.add(egui::Separator::default().spacing(4.0));
    match frame.session().tab {
        Tab::Problems => problems::show(ui, frame),
        Tab::Trace => trace::show(ui, frame),
        Tab::Dns => dns::show(ui, frame),
        Tab::Checks => checks::show(ui, frame),
        Tab::Matrix => matrix::show(ui, frame),
        Tab::ImportReport => import::report(ui, frame),
        Tab::Lesson => lesson::show(ui, frame),
    }
}
