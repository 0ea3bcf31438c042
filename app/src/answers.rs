//! What is true of the design right now: kept until something it was made from changes.
//!
//! The network follows the edits of the workspace, and of the answers only those are made anew that read what an edit
//! touched: moving things on the canvas makes a new picture and no new answer. Nothing is decided here; every answer is the
//! analysis's, every shape the drawing's.

pub(crate) mod found;
mod lesson;
mod names;
mod overview;
pub(crate) mod reach;
mod view;

use std::collections::BTreeSet;

pub use lesson::Course;
pub use reach::Reach;

use vpcanvas_analysis::{
    Actual, CheckResult, DnsAnswer, DnsQuery, Explanation, Finding, Fix, KeptChecks, KeptFindings,
    Question, Severity, Trace,
};
use vpcanvas_drawing::{
    Detail, Facet, Icon, Item, Memory, Outside, PaintList, Rect, Sight, Size, Token, View,
    links_of_selection, picture, picture_again,
};
use vpcanvas_lessons::LessonError;
use vpcanvas_model::ResourceId;
use vpcanvas_network::{Network, Reads, Touched, resolve};

use crate::canvas::camera::Camera;
use crate::panels::dock::Tab;
use crate::session::{Lookup, Probe, Session};
use crate::state::State;

/// Of how many selected things the routes and other links are drawn: of more nobody could follow them.
const MOST_LINKED: usize = 64;
/// How many reasons of a trace fixes are sought for: each is tried on the whole design, and the first are enough to go on
/// with.
const MOST_REASONS: usize = 12;

/// Every answer the window shows.
#[derive(Default)]
pub struct Answers {
    network: Network,
    problems: KeptFindings,
    checks: KeptChecks,
    /// The connection asked about by hand.
    pub probe: Option<Trace>,
    /// The name asked about by hand.
    pub lookup: Option<DnsAnswer>,
    /// The same name as seen from every VPC, where that is asked for.
    pub views: Vec<(ResourceId, DnsAnswer)>,
    /// The names the design itself speaks of.
    pub names: Vec<String>,
    /// The lesson that goes with the design, or why it cannot be read.
    pub course: Option<Result<Course, LessonError>>,
    /// Who reaches what, while its panel is open.
    pub reach: Reach,
    /// What the canvas shows.
    pub picture: PaintList,
    /// What of it the next one need not seek again.
    memory: Memory,
    /// What of it is shown, and how.
    view: View,
    /// All of the design in a few boxes.
    pub overview: Vec<(Rect, Token)>,
    /// What everything that stands on the canvas takes up.
    bounds: Option<Rect>,
    /// Lines that are drawn over it of what is selected alone.
    pub selected_links: Vec<Item>,
    /// What would mend the trace that is shown, by its reasons.
    fixes: Vec<(Explanation, Vec<Fix>)>,
    reads: ReadFor,
    shown_check: Option<usize>,
    /// Whether the canvas shows the lookup: while its panel is open.
    is_lookup_shown: bool,
    made_from: Option<MadeFrom>,
}

/// What the answers that are not lists were made from.
#[derive(Default)]
struct ReadFor {
    /// The trace that is shown, and what would mend it.
    probe: Reads,
    lookup: Reads,
    names: Reads,
    outside: Reads,
}

/// What the answers were made from.
#[derive(Clone, PartialEq)]
struct MadeFrom {
    generation: u64,
    probe: Probe,
    shown_check: Option<usize>,
    lookup: Lookup,
    is_lookup_shown: bool,
    revision: u64,
    detail: Detail,
    sight: Option<Sight>,
    hidden: BTreeSet<Facet>,
    selection: Vec<ResourceId>,
}

impl MadeFrom {
    fn now(state: &State) -> Self {
        let (workspace, session) = (state.workspace(), &state.session);
        let selection = workspace.selection().ids();
        Self {
            generation: state.generation,
            probe: session.probe.clone(),
            shown_check: session.shown_check,
            lookup: session.lookup.clone(),
            is_lookup_shown: session.tab == Tab::Dns,
            revision: workspace.revision(),
            detail: detail(&session.camera),
            sight: sight(state),
            hidden: session.hidden.clone(),
            selection: selection.iter().take(MOST_LINKED).cloned().collect(),
        }
    }
}

/// What of a large design is in sight.
fn sight(state: &State) -> Option<Sight> {
    let camera = &state.session.camera;
    let resources = state.workspace().document().resources().len();
    Sight::is_needed(resources).then(|| Sight::around(camera.visible_scene(), camera.scale()))
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
        self.reach.note(state);
        let now = MadeFrom::now(state);
        let before = self.made_from.replace(now.clone());
        let Some(before) = before else {
            self.answer_design(state);
            self.note_answers(&now);
            self.show(state, &now);
            return true;
        };
        if before == now {
            self.reach.go_on(&self.network);
            let is_other = self
                .problems
                .renew(&self.network, rules_a_frame(&self.network));
            if is_other {
                self.view.marks = view::marks(self);
                self.paint(state);
            }
            return is_other;
        }
        let is_other = if let Some(touched) = self.follow(state, &before) {
            self.answer_edit(state, &before, &now, &touched)
        } else {
            self.answer_design(state);
            true
        };
        if is_other || before.is_lookup_shown != now.is_lookup_shown {
            self.note_answers(&now);
        }
        self.show(state, &now);
        true
    }

    /// Notes what the picture shows of the answers.
    fn note_answers(&mut self, now: &MadeFrom) {
        self.is_lookup_shown = now.is_lookup_shown;
        self.view.flows = view::flows(self);
        self.view.marks = view::marks(self);
    }

    /// Makes the picture anew.
    fn show(&mut self, state: &State, now: &MadeFrom) {
        (self.view.detail, self.view.sight) = (now.detail, now.sight);
        self.view.hidden.clone_from(&now.hidden);
        let arrangement = state.workspace().arrangement();
        self.selected_links = links_of_selection(&self.network, arrangement, &now.selection);
        if !(state.workspace().is_previewing() && now.sight.is_some()) {
            let document = self.network.document();
            self.overview = overview::of(document, arrangement, &self.view.marks);
            self.bounds = arrangement.bounds().map(Rect::from);
        }
        self.paint(state);
    }

    /// Lets the network follow what was edited since; `None` where nobody remembers what that was.
    fn follow(&mut self, state: &State, before: &MadeFrom) -> Option<Touched> {
        if before.generation != state.generation {
            return None;
        }
        let mut touched = Touched::default();
        for change in state.workspace().changes_since(before.revision)? {
            touched.extend(&self.network.follow(change));
        }
        Some(touched)
    }

    /// Answers everything.
    fn answer_design(&mut self, state: &State) {
        self.network = resolve(state.workspace().document());
        self.problems = KeptFindings::new(&self.network);
        self.checks = KeptChecks::new(&self.network);
        self.answer_course(state);
        self.answer_names();
        self.answer_outside();
        self.answer_probe(&state.session);
        self.answer_lookup(&state.session.lookup);
    }

    /// Answers what an edit concerns, and what is asked for the first time; returns whether there is another answer.
    fn answer_edit(
        &mut self,
        state: &State,
        before: &MadeFrom,
        now: &MadeFrom,
        touched: &Touched,
    ) -> bool {
        let is_judged = self.checks.follow(&self.network, touched);
        if self.reads.outside.concerns(touched) {
            self.answer_outside();
        }
        self.problems.follow(touched);
        let most = rules_a_frame(&self.network);
        let has_new_problems = self.problems.renew(&self.network, most);
        if is_judged {
            self.answer_course(state);
        }
        if self.reads.names.concerns(touched) {
            self.answer_names();
        }
        let is_probe_new = now.probe != before.probe || now.shown_check != before.shown_check;
        let is_probed = is_judged || is_probe_new || self.reads.probe.concerns(touched);
        if is_probed {
            self.answer_probe(&state.session);
        }
        let is_looked_up = now.lookup != before.lookup || self.reads.lookup.concerns(touched);
        if is_looked_up {
            self.answer_lookup(&state.session.lookup);
        }
        is_judged || has_new_problems || is_probed || is_looked_up
    }

    fn answer_course(&mut self, state: &State) {
        let lesson = state.file.lesson.as_deref();
        self.course = lesson.map(|text| Course::new(text, self.checks.results()));
    }

    fn answer_outside(&mut self) {
        let network = &self.network;
        let (outside, reads) = network.reading(|| Outside::of(network));
        (self.view.outside, self.reads.outside) = (Some(outside), reads);
    }

    fn answer_names(&mut self) {
        let network = &self.network;
        (self.names, self.reads.names) = network.reading(|| names::of(network));
    }

    fn answer_probe(&mut self, session: &Session) {
        self.shown_check = session.shown_check;
        let asked = asked(&session.probe);
        let network = &self.network;
        let trace = |question| vpcanvas_analysis::trace(network, &question);
        let (probe, of_probe) = network.reading(|| asked.map(trace));
        self.probe = probe;
        let (fixes, of_fixes) = self.network.reading(|| {
            let shown = self.shown_trace();
            let blocked = shown.filter(|_| !self.shows_what_is_wanted());
            blocked.map(|trace| self.fixes_of(trace))
        });
        self.fixes = fixes.unwrap_or_default();
        self.reads.probe = of_probe.and(of_fixes);
    }

    /// Whether the trace is that of a check which holds: what blocks there is meant to.
    fn shows_what_is_wanted(&self) -> bool {
        let check = self.shown_check.and_then(|index| self.checks().get(index));
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
        let query = is_asked.then(|| DnsQuery {
            from: lookup.from.as_str().into(),
            name: lookup.name.trim().to_owned(),
            record_type: lookup.record_type,
        });
        let network = &self.network;
        let ask = |query| vpcanvas_analysis::lookup(network, &query);
        let name = lookup.name.trim();
        let compare = || {
            if lookup.compares && !name.is_empty() {
                vpcanvas_analysis::compare_views(network, name, lookup.record_type)
            } else {
                Vec::new()
            }
        };
        let (found, reads) = network.reading(|| (query.map(ask), compare()));
        (self.lookup, self.views) = found;
        self.reads.lookup = reads;
    }

    fn paint(&mut self, state: &State) {
        let arrangement = state.workspace().arrangement();
        self.picture = picture_again(&mut self.memory, &self.network, arrangement, &self.view);
    }

    /// The picture with everything written, however closely the canvas is looked at: for exports.
    pub fn whole_picture(&self, state: &State) -> PaintList {
        let whole = View {
            detail: Detail::Full,
            sight: None,
            ..self.view.clone()
        };
        picture(&self.network, state.workspace().arrangement(), &whole)
    }

    /// Holds everything there is to see, be it drawn or out of sight.
    pub fn bounds(&self) -> Rect {
        let all = self.bounds.filter(|_| self.view.sight.is_some());
        all.unwrap_or_else(|| self.picture.bounds())
    }

    /// What is wrong with the design, worst first.
    pub fn problems(&self) -> &[Finding] {
        self.problems.all()
    }

    /// Whether [`Self::refresh`] has something left to do although nothing changed.
    pub fn is_settled(&self) -> bool {
        self.problems.is_settled() && self.reach.is_settled()
    }

    /// What the author expects, in the order of the design.
    pub fn checks(&self) -> &[CheckResult] {
        self.checks.results()
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
        match &self.checks().get(index)?.answer {
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
        self.problems()
            .iter()
            .filter(move |problem| problem.component == *id)
    }

    /// How many of the design's checks do not hold.
    pub fn failed_checks(&self) -> usize {
        self.checks().iter().filter(|check| !check.passed).count()
    }

    /// The verdict on the design, for the status line and for screen readers.
    pub fn summary(&self) -> Summary {
        let errors = self
            .problems()
            .iter()
            .filter(|problem| problem.severity == Severity::Error)
            .count();
        let (checks, failed) = (self.checks().len(), self.failed_checks());
        let of_checks = match (checks, failed) {
            (0, _) => text!("status-no-checks").to_owned(),
            (_, 0) => text!("status-checks-hold", checks = checks),
            (_, _) => text!("status-checks-fail", failed = failed, checks = checks),
        };
        let of_errors = text!("status-errors", errors = errors);
        let (icon, color) = if errors + failed > 0 {
            (Icon::Cross, Token::Error)
        } else {
            (Icon::Check, Token::Success)
        };
        Summary {
            words: text!("status-summary", checks = of_checks, errors = of_errors),
            icon,
            color,
        }
    }
}

/// How many rules of findings are asked again before a frame is shown: a large design shows its verdicts first.
fn rules_a_frame(network: &Network) -> usize {
    const LARGE: usize = 5_000;
    if network.document().resources().len() > LARGE {
        1
    } else {
        usize::MAX
    }
}

fn asked(probe: &Probe) -> Option<Question> {
    let is_asked = !probe.from.is_empty() && !probe.to.trim().is_empty();
    is_asked.then(|| Question {
        from: probe.from.clone(),
        to: probe.to.trim().to_owned(),
        protocol: probe.protocol,
        port: probe.port,
    })
}
