//! The lesson panel: the steps with what of them holds, and the text of the one being read.

mod markdown;

use egui::{Label, RichText, ScrollArea, Sense, Ui};
use vpcanvas_drawing::{Font, Icon, Size, Token};
use vpcanvas_lessons::{Goal, LessonError, Step, StepState};

use super::parts;
use crate::answers::Course;
use crate::commands::Command;
use crate::frame::{FrameContext, Request};
use crate::theme::{color, font};

/// Shows the panel.
pub(super) fn show(ui: &mut Ui, frame: &FrameContext<'_>) {
    match &frame.answers.course {
        Some(Ok(course)) => read(ui, frame, course),
        Some(Err(error)) => unreadable(ui, error),
        None => {
            parts::hint(ui, text!("lesson-none"));
        }
    }
}

fn unreadable(ui: &mut Ui, error: &LessonError) {
    let words = text!("lesson-unreadable", error = error.to_string());
    parts::notice(ui, vpcanvas_analysis::Severity::Error, &words);
}

fn read(ui: &mut Ui, frame: &FrameContext<'_>, course: &Course) {
    let last = course.lesson.steps.len().saturating_sub(1);
    let shown = frame.session().lesson_step.min(last);
    parts::dock_left(ui, "lesson steps", 0.34, |ui| {
        steps(ui, frame, course, shown);
    });
    let Some(step) = course.lesson.steps.get(shown) else {
        return;
    };
    egui::CentralPanel::no_frame()
        .frame(parts::dock_frame())
        .show(ui, |ui| {
            ui.horizontal(|ui| {
                turn(ui, frame, Command::PreviousStep, text!("lesson-previous"));
                turn(ui, frame, Command::NextStep, text!("lesson-next"));
                parts::heading(ui, &step.title);
            });
            ScrollArea::vertical()
                .id_salt(("lesson text", shown))
                .auto_shrink(false)
                .show(ui, |ui| {
                    if shown == 0 && !course.lesson.introduction.is_empty() {
                        markdown::show(ui, &course.lesson.introduction);
                        ui.add_space(Size::SpaceSmall.points());
                    }
                    markdown::show(ui, &step.text);
                    let state = course.progress.steps.get(shown);
                    if let (Some(goal), Some(state)) = (&step.goal, state) {
                        self::goal(ui, frame, goal, *state);
                    }
                });
        });
}

fn turn(ui: &mut Ui, frame: &FrameContext<'_>, command: Command, name: &str) {
    let button = egui::Button::new(name);
    let button = ui.add_enabled(frame.is_enabled(command), button);
    if button.on_hover_text(command.title()).clicked() {
        frame.ask(Request::Command(command));
    }
}

fn steps(ui: &mut Ui, frame: &FrameContext<'_>, course: &Course, shown: usize) {
    parts::heading(ui, &course.lesson.title);
    let (reached, goals) = course.progress.reached();
    parts::subheading(
        ui,
        &text!("lesson-progress", reached = reached, goals = goals),
    );
    ScrollArea::vertical()
        .id_salt("lesson steps")
        .auto_shrink(false)
        .show(ui, |ui| {
            let states = course.progress.steps.iter();
            for (index, (step, state)) in course.lesson.steps.iter().zip(states).enumerate() {
                row(ui, frame, index, step, *state, index == shown);
            }
        });
}

fn row(
    ui: &mut Ui,
    frame: &FrameContext<'_>,
    index: usize,
    step: &Step,
    state: StepState,
    is_shown: bool,
) {
    ui.horizontal(|ui| {
        let (icon, token, word) = look(state);
        ui.style_mut().wrap_mode = Some(egui::TextWrapMode::Truncate);
        parts::icon(ui, icon, 16.0, color(ui, token)).on_hover_text(word);
        let title = ui.selectable_label(is_shown, format!("{}. {}", index + 1, step.title));
        if title.clicked() {
            frame.ask(Request::ShowStep(index));
        }
        parts::label_if_room(ui, RichText::new(word).small().color(color(ui, token)));
    });
}

/// What the step is to reach, whether it is reached, and the way to how that is decided.
fn goal(ui: &mut Ui, frame: &FrameContext<'_>, goal: &Goal, state: StepState) {
    ui.add_space(Size::SpaceSmall.points());
    let (icon, token, word) = look(state);
    let check = frame
        .answers
        .checks()
        .iter()
        .position(|check| check.name == goal.check);
    parts::card(ui, |ui| {
        ui.horizontal(|ui| {
            parts::icon(ui, icon, 16.0, color(ui, token));
            ui.label(
                RichText::new(text!("lesson-goal", state = word))
                    .font(font(Font::Medium, 13.0))
                    .color(color(ui, token)),
            );
            let name = RichText::new(&goal.check).color(color(ui, Token::TextStrong));
            let name = ui.add(Label::new(name).truncate().sense(Sense::click()));
            if let Some(index) = check
                && name
                    .on_hover_text(text!("lesson-show-goal"))
                    .on_hover_cursor(egui::CursorIcon::PointingHand)
                    .clicked()
            {
                frame.ask(Request::ShowCheck(index));
            }
        });
        if check.is_none() {
            let line = goal.line;
            parts::hint(ui, &text!("lesson-no-check", line = line));
        }
    });
}

fn look(state: StepState) -> (Icon, Token, &'static str) {
    match state {
        StepState::Reading => (Icon::Info, Token::TextWeak, ""),
        StepState::Reached => (Icon::Check, Token::Success, text!("lesson-reached")),
        StepState::Open => (Icon::Cross, Token::Error, text!("lesson-open")),
        StepState::Undecided => (Icon::Question, Token::Unknown, text!("lesson-undecided")),
    }
}
