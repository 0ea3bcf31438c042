//! What is seen, and how large.

use vpcanvas_drawing::{Facet, Rect};

use super::{Command, dispatch::Dispatch};
use crate::panels::dialogs::Dialog;
use crate::panels::dock::Tab;
use crate::session::{Labels, Search, Session};
use crate::settings::{Settings, ThemeChoice};
use crate::theme;

pub(super) fn run(dispatch: &mut Dispatch<'_>, command: Command) {
    let session = &mut dispatch.state.session;
    match command {
        Command::ZoomIn => session.camera.zoom_step(1),
        Command::ZoomOut => session.camera.zoom_step(-1),
        Command::ZoomActual => session.camera.zoom_to(1.0),
        Command::ZoomFit => {
            let bounds = dispatch.answers.bounds();
            dispatch.state.session.camera.fit(bounds);
        }
        Command::ZoomSelection => zoom_to_selection(dispatch),
        Command::Routing => toggle(session, Facet::Routing),
        Command::SecurityGroups => toggle(session, Facet::SecurityGroups),
        Command::Dns => toggle(session, Facet::Dns),
        Command::PrivateLink => toggle(session, Facet::PrivateLink),
        Command::Internet => toggle(session, Facet::Internet),
        Command::ShowAll => session.hidden.clear(),
        Command::LabelsAll => session.labels = Labels::All,
        Command::LabelsOfSelection => session.labels = Labels::OfSelection,
        Command::LabelsNone => session.labels = Labels::None,
        Command::Grid => session.hides_grid = !session.hides_grid,
        Command::Minimap => session.hides_minimap = !session.hides_minimap,
        Command::ToggleTheme => toggle_theme(dispatch),
        Command::FocusMode => session.is_focus_mode = !session.is_focus_mode,
        Command::ShowOutline => {
            session.outline.is_shown = true;
            session.is_focus_mode = false;
            session.outline.takes_keyboard = true;
        }
        Command::ShowPalette => session.outline.is_shown = false,
        Command::ShowProblems => session.tab = Tab::Problems,
        Command::ShowTrace => session.tab = Tab::Trace,
        Command::ShowDns => session.tab = Tab::Dns,
        Command::ShowChecks => session.tab = Tab::Checks,
        Command::ShowMatrix => session.tab = Tab::Matrix,
        Command::ShowLesson => session.tab = Tab::Lesson,
        Command::NextStep => turn_to(session, session.lesson_step + 1),
        Command::PreviousStep => turn_to(session, session.lesson_step.saturating_sub(1)),
        Command::CommandPalette => session.search = Some(Search::Everything),
        Command::Shortcuts => session.dialogs.push(Dialog::Shortcuts),
        Command::Settings => session.dialogs.push(Dialog::Settings),
        _ => {}
    }
}

/// Leaves a side of the design out, or shows it again.
fn toggle(session: &mut Session, facet: Facet) {
    if !session.hidden.remove(&facet) {
        session.hidden.insert(facet);
    }
}

fn turn_to(session: &mut Session, step: usize) {
    session.lesson_step = step;
    session.tab = Tab::Lesson;
}

fn zoom_to_selection(dispatch: &mut Dispatch<'_>) {
    let ids = dispatch.state.workspace().selection().ids();
    let rects = ids.iter().filter_map(|id| dispatch.state.place(id));
    if let Some(bounds) = rects.reduce(Rect::union) {
        dispatch.state.session.camera.fit(bounds);
    }
}

fn toggle_theme(dispatch: &mut Dispatch<'_>) {
    let mut settings = dispatch.state.settings.clone();
    settings.theme = match dispatch.context.theme() {
        egui::Theme::Dark => ThemeChoice::Light,
        egui::Theme::Light => ThemeChoice::Dark,
    };
    change(dispatch, settings);
}

/// Does everything as the user likes it from now on.
pub(super) fn change(dispatch: &mut Dispatch<'_>, settings: Settings) {
    theme::apply(&settings, dispatch.context);
    dispatch.state.settings = settings;
}
