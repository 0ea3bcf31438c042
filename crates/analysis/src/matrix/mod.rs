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
pub use selection::{services, services_of, sources};

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
    /// Pairs of a source with itself or an address of its own, by row and column.
    own: BTreeMap<(usize, usize), Cell>,
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
    let alike = Alike::new(network, services.iter().map(|service| service.to.as_str()));
    let rows = Classes::group(sources.iter().map(|source| alike.key(source)));
    let columns = Classes::group(
        services
            .iter()
            .map(|service| (alike.key(&service.to), service.protocol, service.port)),
    );
    let mut matrix = Matrix {
        sources,
        services,
        rows,
        columns,
        cells: Vec::new(),
        own: BTreeMap::new(),
    };
    matrix.fill(network);
    matrix
}

impl Matrix {
    /// What holds of a row and a column; `None` outside the matrix.
    pub fn cell(&self, row: usize, column: usize) -> Option<Cell> {
        if let Some(own) = self.own.get(&(row, column)) {
            return Some(own.clone());
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
        self.cells.iter().flatten().count() + self.own.len()
    }

    fn fill(&mut self, network: &Network) {
        let mut by_name: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (row, source) in self.sources.iter().enumerate() {
            by_name.entry(source).or_default().push(row);
        }
        for (column, service) in self.services.iter().enumerate() {
            for row in by_name.get(service.to.as_str()).into_iter().flatten() {
                self.own.insert((*row, column), Cell::default());
            }
        }
        for rows in &self.rows.members {
            for columns in &self.columns.members {
                let (traced, own) = self.trace_class(network, rows, columns);
                let own = own.into_iter().map(|pair| (pair, Cell::default()));
                self.own.extend(own);
                self.cells.push(traced);
            }
        }
        let mut own = std::mem::take(&mut self.own);
        for ((row, column), cell) in &mut own {
            *cell = self
                .trace(network, *row, *column)
                .map_or_else(Cell::default, |answer| Cell::of(&answer));
        }
        self.own = own;
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
