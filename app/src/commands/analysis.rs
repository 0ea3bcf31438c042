//! Questions: connections, names, and the problems one after the other.

use vpcanvas_analysis::{Actual, Verdict};
use vpcanvas_editor::actions;
use vpcanvas_editor::tool::Tool;
use vpcanvas_model::{Check, Expectation, Kind, Resource, ResourceId, Targets, UnknownFields};

use super::{Command, dispatch::Dispatch, edit, tried};
use crate::panels::dock::Tab;
use crate::panels::parts;
use crate::session::{Hold, Probe, Scope, Tried};

pub(super) fn run(dispatch: &mut Dispatch<'_>, command: Command) {
    match command {
        Command::SelectTool => take(dispatch, Tool::default()),
        Command::HandTool => {
            take(dispatch, Tool::default());
            dispatch.state.session.hold = Hold::Hand;
        }
        Command::LaserTool => {
            take(dispatch, Tool::default());
            dispatch.state.session.hold = Hold::Laser;
        }
        Command::KeepTool => {
            let keeps = !dispatch.state.editor.keeps_tool();
            dispatch.state.editor.keep_tool(keeps);
        }
        Command::ConnectTool => take(dispatch, Tool::connecting()),
        Command::ProbeTool => {
            take(dispatch, Tool::probing());
            dispatch.state.session.tab = Tab::Trace;
        }
        Command::Dig => dig(dispatch),
        Command::TraceFrom => trace_selected(dispatch, |probe, id| probe.from = id),
        Command::TraceTo => trace_selected(dispatch, |probe, id| probe.to = id),
        Command::Reach => reach_selected(dispatch),
        Command::PreviewFix => preview_fix(dispatch),
        Command::ApplyFix => apply_fix(dispatch),
        Command::AddCheck => add_check(dispatch),
        Command::NextProblem => show_problem(dispatch, 1),
        Command::PreviousProblem => show_problem(dispatch, -1),
        _ => {}
    }
}

/// Shows who reaches the selected object.
fn reach_selected(dispatch: &mut Dispatch<'_>) {
    if let Some(id) = dispatch.state.workspace().selection().only().cloned() {
        show_reach(dispatch, Scope::Of(id));
    }
}

fn take(dispatch: &mut Dispatch<'_>, tool: Tool) {
    dispatch.state.session.hold = Hold::Tool;
    dispatch.state.session.notice = None;
    dispatch.state.editor.use_tool(tool);
}

/// Asks about the connection whose two ends were clicked, over the protocol and port of the panel.
pub(super) fn probed(dispatch: &mut Dispatch<'_>, from: &ResourceId, to: &ResourceId) {
    let probe = &dispatch.state.session.probe;
    let probe = Probe {
        from: from.to_string(),
        to: to.to_string(),
        ..probe.clone()
    };
    show_probe(dispatch, probe);
}

/// Puts the selected object at an end of the connection asked about.
fn trace_selected(dispatch: &mut Dispatch<'_>, put: impl FnOnce(&mut Probe, String)) {
    let Some(id) = dispatch.state.workspace().selection().only() else {
        return;
    };
    let id = id.to_string();
    let mut probe = dispatch.state.session.probe.clone();
    put(&mut probe, id);
    show_probe(dispatch, probe);
}

/// Asks about a connection in the trace panel.
pub(super) fn show_probe(dispatch: &mut Dispatch<'_>, probe: Probe) {
    let session = &mut dispatch.state.session;
    session.probe = probe;
    session.shown_check = None;
    session.tab = Tab::Trace;
}

/// Shows connections in the matrix panel.
pub(super) fn show_reach(dispatch: &mut Dispatch<'_>, scope: Scope) {
    dispatch.state.session.scope = scope;
    dispatch.state.session.tab = Tab::Matrix;
}

/// Shows what the change that the trace panel offers first would change.
fn preview_fix(dispatch: &mut Dispatch<'_>) {
    if let Some(fix) = dispatch.answers.first_fix() {
        tried::look_at(dispatch, Tried::from(fix));
    }
}

/// Makes the change that is looked at, or else the one that the trace panel offers first.
fn apply_fix(dispatch: &mut Dispatch<'_>) {
    if tried::is_shown(dispatch.state) {
        tried::make(dispatch);
    } else if let Some(fix) = dispatch.answers.first_fix() {
        edit::apply(dispatch, fix.transaction.clone());
    }
}

/// Expects of the connection asked about what is the case now.
pub(super) fn add_check(dispatch: &mut Dispatch<'_>) {
    let Some(trace) = &dispatch.answers.probe else {
        return;
    };
    // What is not decided yet is asked for because somebody wants it to work.
    let expect = match trace.verdict {
        Verdict::Reachable | Verdict::PartlyReachable | Verdict::Unknown => Expectation::Reachable,
        Verdict::Unreachable => Expectation::Unreachable,
    };
    let document = dispatch.state.workspace().committed();
    let question = &trace.question;
    let name = |id: &str| document.display_name(&id.into()).to_owned();
    let (from, to) = (name(&question.from), name(&question.to));
    let service = format!("{}/{}", question.protocol, question.port);
    let name = if expect == Expectation::Reachable {
        text!(
            "check-name-reaches",
            from = from,
            to = to,
            service = service
        )
    } else {
        text!(
            "check-name-does-not-reach",
            from = from,
            to = to,
            service = service
        )
    };
    let check = Check {
        name,
        expect,
        because: None,
        from: question.from.clone(),
        to: Targets::One(question.to.clone()),
        lookup: None,
        record_type: None,
        protocol: Some(question.protocol),
        port: Some(question.port),
        unknown: UnknownFields::new(),
    };
    let checks = document.checks().iter().cloned().chain([check]).collect();
    let transaction = actions::set_checks(document, text!("change-add-check"), checks);
    edit::apply(dispatch, transaction);
}

/// Expects one thing less.
pub(super) fn remove_check(dispatch: &mut Dispatch<'_>, index: usize) {
    let document = dispatch.state.workspace().committed();
    let mut checks = document.checks().to_vec();
    if index >= checks.len() {
        return;
    }
    checks.remove(index);
    let transaction = actions::set_checks(document, text!("change-remove-check"), checks);
    dispatch.state.session.shown_check = None;
    edit::apply(dispatch, transaction);
}

/// Asks from what is selected: its VPC, or the only one there is.
fn dig(dispatch: &mut Dispatch<'_>) {
    let document = dispatch.state.workspace().document();
    let asks = |id: &ResourceId| {
        let kind = document.resource(id).map(Resource::kind);
        matches!(kind, Some(Kind::Vpc | Kind::Instance))
    };
    let selected = dispatch.state.workspace().selection().primary();
    let outwards = selected
        .into_iter()
        .flat_map(|id| std::iter::once(id).chain(document.ancestors(id)));
    let from = outwards
        .into_iter()
        .find(|id| asks(id))
        .map(ToString::to_string);
    let session = &mut dispatch.state.session;
    if let Some(from) = from {
        session.lookup.from = from;
    }
    session.tab = Tab::Dns;
}

/// Shows the answer behind a check in its panel.
pub(super) fn show_check(dispatch: &mut Dispatch<'_>, index: usize) {
    let session = &mut dispatch.state.session;
    match dispatch
        .answers
        .checks()
        .get(index)
        .map(|check| &check.answer)
    {
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
    let problems = dispatch.answers.problems();
    let selected = dispatch.state.workspace().selection().primary();
    let here = problems
        .iter()
        .position(|problem| Some(&problem.component) == selected);
    let next = parts::next_of(here, problems.len(), step);
    if let Some(problem) = next.and_then(|next| problems.get(next)) {
        let id = problem.component.clone();
        dispatch.state.session.tab = Tab::Problems;
        dispatch.show(&id);
    }
}
