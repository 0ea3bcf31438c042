//! Questions: connections, names, and the problems one after the other.

use vpcanvas_analysis::Actual;
use vpcanvas_model::{Kind, ResourceId};

use super::{Command, dispatch::Dispatch};
use crate::panels::dock::Tab;
use crate::session::Tool;

pub(super) fn run(dispatch: &mut Dispatch<'_>, command: Command) {
    let session = &mut dispatch.state.session;
    match command {
        Command::SelectTool => session.tool = Tool::Select,
        Command::HandTool => session.tool = Tool::Hand,
        Command::ProbeTool => {
            session.tool = Tool::Probe(None);
            session.tab = Tab::Trace;
        }
        Command::Dig => dig(dispatch),
        Command::NextProblem => show_problem(dispatch, 1),
        Command::PreviousProblem => show_problem(dispatch, -1),
        _ => {}
    }
}

/// The first click of the probe is the source, the second the destination.
pub(super) fn probe_clicked(dispatch: &mut Dispatch<'_>, id: ResourceId) {
    let session = &mut dispatch.state.session;
    session.tab = Tab::Trace;
    match std::mem::take(&mut session.tool) {
        Tool::Probe(Some(from)) => {
            session.probe.from = from.to_string();
            session.probe.to = id.to_string();
            session.shown_check = None;
            session.tool = Tool::Probe(None);
        }
        Tool::Probe(None) | Tool::Select | Tool::Hand => session.tool = Tool::Probe(Some(id)),
    }
}

/// Asks from what is selected: its VPC, or the only one there is.
fn dig(dispatch: &mut Dispatch<'_>) {
    let document = dispatch.state.workspace.document();
    let asks = |id: &ResourceId| {
        let kind = document.resource(id).map(vpcanvas_model::Resource::kind);
        matches!(kind, Some(Kind::Vpc | Kind::Instance))
    };
    let selected = dispatch.state.workspace.selection().primary();
    let outwards = selected.into_iter().flat_map(|id| std::iter::once(id).chain(document.ancestors(id)));
    let from = outwards.into_iter().find(|id| asks(id)).map(ToString::to_string);
    let session = &mut dispatch.state.session;
    if let Some(from) = from {
        session.lookup.from = from;
    }
    session.tab = Tab::Dns;
}

/// Shows the answer behind a check in its panel.
pub(super) fn show_check(dispatch: &mut Dispatch<'_>, index: usize) {
    let session = &mut dispatch.state.session;
    match dispatch.answers.checks.get(index).map(|check| &check.answer) {
        Some(Actual::Trace(_)) => {
            session.shown_check = Some(index);
            session.tab = Tab::Trace;
        }
        Some(Actual::Lookup(answer)) => {
            session.lookup.from = answer.query.from.to_string();
            session.lookup.name.clone_from(&answer.query.name);
            session.lookup.record_type = answer.query.record_type;
            session.tab = Tab::Dns;
        }
        None => {}
    }
}

/// Goes on to another problem from the one of the selected object.
fn show_problem(dispatch: &mut Dispatch<'_>, step: isize) {
    let problems = &dispatch.answers.problems;
    let selected = dispatch.state.workspace.selection().primary();
    let here = problems.iter().position(|problem| Some(&problem.component) == selected);
    let count = problems.len();
    let next = match (here, step) {
        (_, _) if count == 0 => return,
        (None, _) => 0,
        (Some(here), 1) => (here + 1) % count,
        (Some(here), _) => (here + count - 1) % count,
    };
    if let Some(problem) = problems.get(next) {
        let id = problem.component.clone();
        dispatch.state.session.tab = Tab::Problems;
        dispatch.show(&id);
    }
}
