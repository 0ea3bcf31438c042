//! Who reaches what, for the matrix panel: only while it is open, and bit by bit, so that no frame waits for a large design.
//!
//! An edit never waits for this: it is begun anew in a frame after it, and while a gesture goes on a large design keeps what
//! it had.

use vpcanvas_analysis::{Cell, Matrix, Service, Verdict, offered, services, sources};
use vpcanvas_model::ResourceId;
use vpcanvas_network::Network;

use crate::panels::dock::Tab;
use crate::session::Scope;
use crate::state::State;

/// How many pairs are traced in one frame: a few milliseconds.
const MOST_A_FRAME: usize = 1_000;
/// Designs of more resources are not asked again while a gesture goes on.
const LARGE: usize = 5_000;

/// Who reaches what.
#[derive(Default)]
pub struct Reach {
    /// What is shown; nothing before the panel was open.
    pub shown: Shown,
    made_from: Option<MadeFrom>,
    wanted: Option<MadeFrom>,
}

/// The tables of the panel.
#[derive(Default)]
pub enum Shown {
    /// None was asked for, or what it was asked of is gone.
    #[default]
    Nothing,
    /// Sources by services.
    Everything(Box<Matrix>),
    /// Two lists about one thing.
    Of(Box<Directions>),
}

/// Both directions of one thing.
pub struct Directions {
    /// Who reaches it.
    pub to_it: Pairs,
    /// What it reaches.
    pub from_it: Pairs,
}

/// Connections one by one, the good ones first.
pub struct Pairs {
    matrix: Matrix,
    /// Row and column of each, once all are traced.
    order: Vec<(usize, usize)>,
    /// How many of them arrive, at least in part.
    pub arriving: usize,
}

#[derive(Clone, PartialEq)]
struct MadeFrom {
    generation: u64,
    revision: u64,
    scope: Scope,
}

impl Reach {
    /// Sees what is wanted now.
    pub(super) fn note(&mut self, state: &State) {
        let workspace = state.workspace();
        let is_large = workspace.document().resources().len() > LARGE;
        let is_shown = state.session.tab == Tab::Matrix && !state.session.is_focus_mode;
        let may_wait = self.made_from.is_some() && is_large && workspace.is_previewing();
        self.wanted = (is_shown && !may_wait).then(|| MadeFrom {
            generation: state.generation,
            revision: workspace.semantic_revision(),
            scope: state.session.scope.clone(),
        });
    }

    /// Traces some more of what is wanted.
    pub(super) fn go_on(&mut self, network: &Network) {
        let Some(wanted) = &self.wanted else { return };
        if self.made_from.as_ref() != Some(wanted) {
            self.shown = Shown::begun(network, &wanted.scope);
            self.made_from = Some(wanted.clone());
        }
        self.shown.go_on(network);
    }

    /// Whether nothing that is wanted is left to be traced.
    pub(super) fn is_settled(&self) -> bool {
        self.wanted.is_none() || (self.made_from == self.wanted && self.share_done().is_none())
    }

    /// How much is traced, from 0 to 1; `None` once all is.
    pub fn share_done(&self) -> Option<f32> {
        let matrices = match &self.shown {
            Shown::Nothing => Vec::new(),
            Shown::Everything(matrix) => vec![matrix.as_ref()],
            Shown::Of(both) => vec![&both.to_it.matrix, &both.from_it.matrix],
        };
        let begun = matrices.iter().find(|matrix| !matrix.is_done());
        begun.map(|matrix| matrix.share_done())
    }
}

impl Shown {
    fn begun(network: &Network, scope: &Scope) -> Self {
        match scope {
            Scope::Everything => {
                let matrix = Matrix::begun(network, sources(network), services(network));
                Self::Everything(Box::new(matrix))
            }
            Scope::Of(id) if network.resource(id).is_some() => Self::of(network, id),
            Scope::Of(_) => Self::Nothing,
        }
    }

    fn of(network: &Network, id: &ResourceId) -> Self {
        let mut others = sources(network);
        others.retain(|other| other != id.as_str());
        let mut elsewhere = services(network);
        elsewhere.retain(|service| service.to != id.as_str());
        let to_it = Matrix::begun(network, others, offered(network, id.as_str()));
        let from_it = Matrix::begun(network, vec![id.to_string()], elsewhere);
        Self::Of(Box::new(Directions {
            to_it: Pairs::of(to_it),
            from_it: Pairs::of(from_it),
        }))
    }

    fn go_on(&mut self, network: &Network) {
        match self {
            Self::Nothing => {}
            Self::Everything(matrix) => {
                matrix.go_on(network, MOST_A_FRAME);
            }
            Self::Of(both) => {
                both.to_it.go_on(network);
                both.from_it.go_on(network);
            }
        }
    }
}

impl Pairs {
    fn of(matrix: Matrix) -> Self {
        Self {
            matrix,
            order: Vec::new(),
            arriving: 0,
        }
    }

    fn go_on(&mut self, network: &Network) {
        let is_new = self.order.is_empty();
        if !self.matrix.go_on(network, MOST_A_FRAME) || !is_new {
            return;
        }
        let matrix = &self.matrix;
        let rows = 0..matrix.sources.len();
        let all = rows.flat_map(|row| (0..matrix.services.len()).map(move |column| (row, column)));
        let mut ranked: Vec<(u8, (usize, usize))> = all
            .filter_map(|(row, column)| {
                let rank = rank(matrix.cell(row, column)?.verdict);
                Some((rank, (row, column)))
            })
            .collect();
        ranked.sort_unstable();
        self.arriving = ranked.partition_point(|(rank, _)| *rank < rank_of_unknown());
        self.order = ranked.into_iter().map(|(_, pair)| pair).collect();
    }

    /// How many there are; 0 until all are traced.
    pub fn len(&self) -> usize {
        self.order.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.order.is_empty()
    }

    /// One of them: the source, the service and how it ends.
    pub fn get(&self, index: usize) -> Option<(&str, &Service, Cell)> {
        let (row, column) = *self.order.get(index)?;
        let source = self.matrix.sources.get(row)?;
        let service = self.matrix.services.get(column)?;
        Some((source, service, self.matrix.cell(row, column)?))
    }
}

/// The best first.
fn rank(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::Reachable => 0,
        Verdict::PartlyReachable => 1,
        Verdict::Unknown => rank_of_unknown(),
        Verdict::Unreachable => 3,
    }
}

const fn rank_of_unknown() -> u8 {
    2
}
