//! The reachability matrix: many sources by many services, traced once for all that behave alike.
//!
//! Every cell is what [`trace`] says of its pair: the verdict and the first reason against it. It offers no fixes and no
//! steps; those are asked of the pair itself.

mod address_cells;
mod alike;
mod selection;

use std::collections::BTreeMap;

use vpcanvas_model::{Protocol, ResourceId};
use vpcanvas_network::Network;

use crate::{Code, Direction, Question, Trace, Verdict, trace};
use alike::Alike;
pub use selection::{offered, services, services_of, sources};

/// What is asked for: a destination and a port of it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Service {
    /// A resource id, an address or a name.
    pub to: String,
    /// The transport.
    pub protocol: Protocol,
    /// The destination port, 1 to 65535; without meaning for ICMP.
    pub port: u16,
}

/// What a trace of one pair says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// How it ends.
    pub verdict: Verdict,
    /// The first reason why it is not simply reachable.
    pub blocker: Option<Blocker>,
}

/// A reason without its sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blocker {
    /// What is the matter.
    pub code: Code,
    /// The thing whose rule decides or is missing.
    pub component: ResourceId,
    /// For filters, which way the packet goes.
    pub direction: Option<Direction>,
    /// The rule of the specification.
    pub reference: &'static str,
}

/// The answers for every pair of a source and a service.
#[derive(Clone, Debug, PartialEq)]
pub struct Matrix {
    /// The rows.
    pub sources: Vec<String>,
    /// The columns.
    pub services: Vec<Service>,
    rows: Classes,
    columns: Classes,
    /// One for each class of sources and class of services; `None` where no two different members make a pair.
    cells: Vec<Option<Traced>>,
    /// How many of these are traced.
    traced: usize,
    /// Pairs of a source with itself or an address of its own, by row and column; `None` while they wait.
    own: BTreeMap<(usize, usize), Option<Cell>>,
    /// The pairs of `own` that are traced last.
    waiting: Vec<(usize, usize)>,
}

/// The cell of a class, and the pair that was traced for it.
#[derive(Clone, Debug, PartialEq)]
struct Traced {
    cell: Cell,
    row: usize,
    column: usize,
}

/// Members by class.
#[derive(Clone, Debug, Default, PartialEq)]
struct Classes {
    /// The class of each member.
    of: Vec<usize>,
    /// The members of each class.
    members: Vec<Vec<usize>>,
}

impl Classes {
    fn group<K: Ord>(keys: impl IntoIterator<Item = K>) -> Self {
        let mut numbers: BTreeMap<K, usize> = BTreeMap::new();
        let mut classes = Self::default();
        for (member, key) in keys.into_iter().enumerate() {
            let next = classes.members.len();
            let class = *numbers.entry(key).or_insert(next);
            if class == next {
                classes.members.push(Vec::new());
            }
            if let Some(members) = classes.members.get_mut(class) {
                members.push(member);
            }
            classes.of.push(class);
        }
        classes
    }
}

/// Traces every pair, one for all that behave alike.
pub fn matrix(network: &Network, sources: Vec<String>, services: Vec<Service>) -> Matrix {
    let mut matrix = Matrix::begun(network, sources, services);
    matrix.go_on(network, usize::MAX);
    matrix
}

impl Matrix {
    /// A matrix of which nothing is traced yet: [`Self::go_on`] does that, for callers that cannot wait for all of it.
    pub fn begun(network: &Network, sources: Vec<String>, services: Vec<Service>) -> Self {
        let alike = Alike::new(network, services.iter().map(|service| service.to.as_str()));
        let rows = Classes::group(sources.iter().map(|source| alike.key(source)));
        let columns = Classes::group(
            services
                .iter()
                .map(|service| (alike.key(&service.to), service.protocol, service.port)),
        );
        let mut matrix = Self {
            sources,
            services,
            rows,
            columns,
            cells: Vec::new(),
            traced: 0,
            own: BTreeMap::new(),
            waiting: Vec::new(),
        };
        matrix.find_own();
        matrix
    }

    /// Traces at most so many more pairs of the network it was begun with, which must not have changed; returns whether
    /// all are traced.
    pub fn go_on(&mut self, network: &Network, most: usize) -> bool {
        let classes = self.classes();
        for _ in 0..most {
            if self.cells.len() < classes {
                self.trace_next_class(network);
            } else if let Some((row, column)) = self.waiting.pop() {
                let answer = self.trace(network, row, column);
                let cell = answer.map_or_else(Cell::default, |answer| Cell::of(&answer));
                self.own.insert((row, column), Some(cell));
            } else {
                break;
            }
        }
        self.is_done()
    }

    /// Whether every pair is traced.
    pub fn is_done(&self) -> bool {
        self.waiting.is_empty() && self.cells.len() >= self.classes()
    }

    /// How much of it is traced, from 0 to 1.
    pub fn share_done(&self) -> f32 {
        let count = |number: usize| f32::from(u16::try_from(number).unwrap_or(u16::MAX));
        let classes = self.classes();
        // In shares of a thousand, which a float holds exactly however many there are.
        let done = (self.cells.len() * 1000).checked_div(classes);
        done.map_or(1.0, |thousandths| count(thousandths) / 1000.0)
    }

    /// How many classes of pairs there are.
    fn classes(&self) -> usize {
        self.rows.members.len() * self.columns.members.len()
    }

    /// What holds of a row and a column; `None` outside the matrix, and where nothing was traced yet.
    pub fn cell(&self, row: usize, column: usize) -> Option<Cell> {
        if let Some(own) = self.own.get(&(row, column)) {
            return own.clone();
        }
        let class = self.rows.of.get(row)? * self.columns.members.len();
        let traced = self.cells.get(class + self.columns.of.get(column)?)?;
        let traced = traced.as_ref()?;
        let mut cell = traced.cell.clone();
        if let Some(blocker) = &mut cell.blocker {
            let source = |row| self.sources.get(row).map(String::as_str);
            let service = |column: usize| {
                let service: Option<&Service> = self.services.get(column);
                service.map(|service| service.to.as_str())
            };
            // What was said of the pair that was traced is said of this one.
            let component = Some(blocker.component.as_str());
            let named = if component == source(traced.row) {
                source(row)
            } else if component == service(traced.column) {
                service(column)
            } else {
                None
            };
            if let Some(named) = named {
                blocker.component = ResourceId::from(named);
            }
        }
        Some(cell)
    }

    /// How many pairs were traced.
    pub fn traced_count(&self) -> usize {
        self.traced + self.own.len()
    }

    /// Notes the pairs of a thing with itself.
    fn find_own(&mut self) {
        let mut by_name: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (row, source) in self.sources.iter().enumerate() {
            by_name.entry(source).or_default().push(row);
        }
        for (column, service) in self.services.iter().enumerate() {
            for row in by_name.get(service.to.as_str()).into_iter().flatten() {
                self.own.insert((*row, column), None);
                self.waiting.push((*row, column));
            }
        }
    }

    /// Traces for the class of sources and the class of services that are next.
    fn trace_next_class(&mut self, network: &Network) {
        let width = self.columns.members.len();
        let number = self.cells.len();
        let rows = number
            .checked_div(width)
            .and_then(|row| self.rows.members.get(row));
        let columns = number
            .checked_rem(width)
            .and_then(|column| self.columns.members.get(column));
        let (traced, own) = match (rows, columns) {
            (Some(rows), Some(columns)) => self.trace_class(network, rows, columns),
            _ => (None, Vec::new()),
        };
        for pair in own {
            if self.own.insert(pair, None).is_none() {
                self.waiting.push(pair);
            }
        }
        self.traced += usize::from(traced.is_some());
        self.cells.push(traced);
    }

    /// Traces the first pair of a class that does not lead to itself; with it those that do, which are told apart by that.
    fn trace_class(
        &self,
        network: &Network,
        rows: &[usize],
        columns: &[usize],
    ) -> (Option<Traced>, Vec<(usize, usize)>) {
        let pairs = columns
            .iter()
            .take(2)
            .flat_map(|column| rows.iter().map(move |row| (*row, *column)));
        let mut own = Vec::new();
        for (row, column) in pairs.filter(|pair| !self.own.contains_key(pair)) {
            let Some((answer, service)) = self
                .trace(network, row, column)
                .zip(self.services.get(column))
            else {
                continue;
            };
            if network.id(&service.to).is_none() {
                own = self.holders(network, &answer, rows, columns);
            }
            if own.contains(&(row, column)) {
                continue;
            }
            let cell = Cell::of(&answer);
            return (Some(Traced { cell, row, column }), own);
        }
        (None, own)
    }

    /// The rows that hold an address an address or name leads to.
    fn holders(
        &self,
        network: &Network,
        answer: &Trace,
        rows: &[usize],
        columns: &[usize],
    ) -> Vec<(usize, usize)> {
        let leads_to = |address| {
            let mut flows = answer.flows.iter();
            flows.any(|flow| flow.destination == address)
        };
        let holds = |row: &usize| {
            let source = self.sources.get(*row).and_then(|id| network.id(id));
            let interfaces = source.map(|id| network.interfaces_of(id));
            interfaces.into_iter().flatten().any(|interface| {
                let public = interface.public_addresses.iter().map(|pair| pair.1.into());
                let mut own = interface.addresses.iter().copied().chain(public);
                own.any(leads_to)
            })
        };
        let rows = rows.iter().filter(|row| holds(row));
        rows.flat_map(|row| columns.iter().map(|column| (*row, *column)))
            .collect()
    }

    fn trace(&self, network: &Network, row: usize, column: usize) -> Option<Trace> {
        let service = self.services.get(column)?;
        let question = Question {
            from: self.sources.get(row)?.clone(),
            to: service.to.clone(),
            protocol: service.protocol,
            port: service.port,
        };
        Some(trace(network, &question))
    }
}

impl Default for Cell {
    fn default() -> Self {
        Self {
            verdict: Verdict::Unknown,
            blocker: None,
        }
    }
}

impl Cell {
    /// What a trace says in a word: of several reasons the first that decides.
    pub fn of(answer: &Trace) -> Self {
        let verdict = answer.verdict;
        let decides = answer
            .explanations()
            .find(|reason| !reason.leaves_open())
            .or_else(|| answer.explanations().next());
        let reason = decides.filter(|_| verdict != Verdict::Reachable);
        Self {
            verdict,
            blocker: reason.map(|reason| Blocker {
                code: reason.code,
                component: reason.component.clone(),
                direction: reason.direction,
                reference: reason.reference,
            }),
        }
    }
}
