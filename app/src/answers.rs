//! What is true of the design right now: kept until something it was made from changes.
//!
//! The keys are the workspace's revisions: moving things on the canvas makes a new picture and no new answer. Nothing is
//! decided here; every answer is the analysis's, every shape the drawing's.

mod lesson;
mod names;
mod view;

pub use lesson::Course;

use vpcanvas_analysis::{
    Actual, CheckResult, DnsAnswer, DnsQuery, Explanation, Finding, Fix, Question, Severity, Trace,
};
use vpcanvas_drawing::{Detail, Icon, PaintList, Size, Token, picture};
use vpcanvas_lessons::LessonError;
use vpcanvas_model::ResourceId;
use vpcanvas_network::{Network, resolve};

use crate::canvas::camera::Camera;
use crate::session::{Lookup, Probe, Session};
use crate::state::State;

/// How many reasons of a trace fixes are sought for: each is tried on the whole design, and the first are enough to go on
/// with.
const MOST_REASONS: usize = 12;

/// Every answer the window shows.
#[derive(Default)]
pub struct Answers {
    network: Network,
    /// What is wrong with the design, worst first.
    pub problems: Vec<Finding>,
    /// What the author expects, in the order of the design.
    pub checks: Vec<CheckResult>,
    /// The connection asked about by hand.
    pub probe: Option<Trace>,
    /// The name asked about by hand.
    pub lookup: Option<DnsAnswer>,
    /// The names the design itself speaks of.
    pub names: Vec<String>,
    /// The lesson that goes with the design, or why it cannot be read.
    pub course: Option<Result<Course, LessonError>>,
    /// What the canvas shows.
    pub picture: PaintList,
    /// What would mend the trace that is shown, by its reasons.
    fixes: Vec<(Explanation, Vec<Fix>)>,
    shown_check: Option<usize>,
    made_from: Option<MadeFrom>,
}

/// What the answers were made from.
#[derive(Clone, PartialEq)]
struct MadeFrom {
    design: DesignKey,
    probe: Probe,
    shown_check: Option<usize>,
    lookup: Lookup,
    revision: u64,
    detail: Detail,
}

/// Names one state of resources and checks.
#[derive(Clone, Copy, PartialEq)]
struct DesignKey {
    generation: u64,
    resources: u64,
    checks: u64,
}

impl MadeFrom {
    fn now(state: &State) -> Self {
        let (workspace, session) = (state.workspace(), &state.session);
        Self {
            design: DesignKey {
                generation: state.generation,
                resources: workspace.semantic_revision(),
                checks: workspace.checks_revision(),
            },
            probe: session.probe.clone(),
            shown_check: session.shown_check,
            lookup: session.lookup.clone(),
            revision: workspace.revision(),
            detail: detail(&session.camera),
        }
    }
}

/// What is too small to read with ease is not written: the names that stay get its room.
fn detail(camera: &Camera) -> Detail {
    const EASY_TEXT: f32 = 7.0;
    match camera.text_size(Size::TextCaption.points()) {
        Some(size) if size >= EASY_TEXT => Detail::Full,
        Some(_) | None => Detail::Compact,
    }
}

/// The design in one line.
pub struct Summary {
    /// The line.
    pub words: String,
    /// What says it without words.
    pub icon: Icon,
    /// Its color.
    pub color: Token,
}

impl Answers {
    /// Makes anew what no longer fits the state; returns whether anything was.
    pub fn refresh(&mut self, state: &State) -> bool {
        let now = MadeFrom::now(state);
        let Some(before) = self.made_from.replace(now.clone()) else {
            self.answer_design(state);
            self.answer_probe(&state.session);
            self.answer_lookup(&state.session.lookup);
            self.paint(state, now.detail);
            return true;
        };
        if now == before {
            return false;
        }
        let is_design_new = now.design != before.design;
        if is_design_new {
            self.answer_design(state);
        }
        if is_design_new || now.probe != before.probe || now.shown_check != before.shown_check {
            self.answer_probe(&state.session);
        }
        if is_design_new || now.lookup != before.lookup {
            self.answer_lookup(&state.session.lookup);
        }
        self.paint(state, now.detail);
        true
    }

    fn answer_design(&mut self, state: &State) {
        self.network = resolve(state.workspace().document());
        self.problems = vpcanvas_analysis::findings(&self.network);
        self.checks = vpcanvas_analysis::evaluate_all(&self.network);
        self.names = names::of(&self.network);
        let lesson = state.file.lesson.as_deref();
        self.course = lesson.map(|text| Course::new(text, &self.checks));
    }

    fn answer_probe(&mut self, session: &Session) {
        let probe = &session.probe;
        self.shown_check = session.shown_check;
        let is_asked = !probe.from.is_empty() && !probe.to.trim().is_empty();
        self.probe = is_asked.then(|| vpcanvas_analysis::trace(&self.network, &question(probe)));
        self.fixes = self
            .shown_trace()
            .filter(|_| !self.shows_what_is_wanted())
            .map(|trace| self.fixes_of(trace))
            .unwrap_or_default();
    }

    /// Whether the trace is that of a check which holds: what blocks there is meant to.
    fn shows_what_is_wanted(&self) -> bool {
        let check = self.shown_check.and_then(|index| self.checks.get(index));
        check.is_some_and(|check| check.passed)
    }

    fn fixes_of(&self, trace: &Trace) -> Vec<(Explanation, Vec<Fix>)> {
        let fixes =
            |reason: &Explanation| vpcanvas_analysis::fixes(&self.network, &trace.question, reason);
        trace
            .explanations()
            .take(MOST_REASONS)
            .map(|reason| (reason.clone(), fixes(reason)))
            .collect()
    }

    fn answer_lookup(&mut self, lookup: &Lookup) {
        let is_asked = !lookup.from.is_empty() && !lookup.name.trim().is_empty();
        self.lookup = is_asked.then(|| {
            let query = DnsQuery {
                from: lookup.from.as_str().into(),
                name: lookup.name.trim().to_owned(),
                record_type: lookup.record_type,
            };
            vpcanvas_analysis::lookup(&self.network, &query)
        });
    }

    fn paint(&mut self, state: &State, detail: Detail) {
        let view = view::of(self, detail);
        self.picture = picture(&self.network, state.workspace().arrangement(), &view);
    }

    /// The picture with everything written, however closely the canvas is looked at: for exports.
    pub fn whole_picture(&self, state: &State) -> PaintList {
        picture(
            &self.network,
            state.workspace().arrangement(),
            &view::of(self, Detail::Full),
        )
    }

    /// The network of the design.
    pub fn network(&self) -> &Network {
        &self.network
    }

    /// The trace in the trace panel: that of a check, or the one asked for by hand.
    pub fn shown_trace(&self) -> Option<&Trace> {
        let Some(index) = self.shown_check else {
            return self.probe.as_ref();
        };
        match &self.checks.get(index)?.answer {
            Actual::Trace(trace) => Some(trace),
            Actual::Lookup(_) => None,
        }
    }

    /// What would mend a reason of the trace that is shown.
    pub fn fixes(&self, reason: &Explanation) -> &[Fix] {
        let found = self.fixes.iter().find(|(other, _)| other == reason);
        found.map(|(_, fixes)| fixes.as_slice()).unwrap_or_default()
    }

    /// The first change offered below the trace that is shown.
    pub fn first_fix(&self) -> Option<&Fix> {
        self.fixes.iter().find_map(|(_, fixes)| fixes.first())
    }

    /// The problems of one object.
    pub fn about<'a>(&'a self, id: &'a ResourceId) -> impl Iterator<Item = &'a Finding> {
        self.problems
            .iter()
            .filter(move |problem| problem.component == *id)
    }

    /// How many of the design's checks do not hold.
    pub fn failed_checks(&self) -> usize {
        self.checks.iter().filter(|check| !check.passed).count()
    }

    /// The verdict on the design, for the status line and for screen readers.
    pub fn summary(&self) -> Summary {
        let errors = self
            .problems
            .iter()
            .filter(|problem| problem.severity == Severity::Error)
            .count();
        let (checks, failed) = (self.checks.len(), self.failed_checks());
        let of_checks = match (checks, failed) {
            (0, _) => "No checks".to_owned(),
            (_, 0) => format!("All {checks} checks hold"),
            (_, _) => format!("{failed} of {checks} checks do not hold"),
        };
        let of_errors = match errors {
            0 => "no errors".to_owned(),
            1 => "1 error".to_owned(),
            more => format!("{more} errors"),
        };
        let (icon, color) = if errors + failed > 0 {
            (Icon::Cross, Token::Error)
        } else {
            (Icon::Check, Token::Success)
        };
        Summary {
            words: format!("{of_checks}, {of_errors}"),
            icon,
            color,
        }
    }
}

fn question(probe: &Probe) -> Question {
    Question {
        from: probe.from.clone(),
        to: probe.to.trim().to_owned(),
        protocol: probe.protocol,
        port: probe.port,
    }
}
