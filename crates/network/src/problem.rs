//! What keeps a document from being a whole network: listed beside the network, never instead of it.

use std::{fmt, sync::Arc};

use vpcanvas_model::{Kind, ResourceId};

/// One thing that is missing or does not fit together.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The record that is incomplete.
    pub component: ResourceId,
    /// The field, as AWS spells it.
    pub field: &'static str,
    /// What is the matter with it.
    pub defect: Defect,
}

/// The ways in which a field can fail to fit into the network.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Defect {
    /// The field is empty, and without it nothing can be said about the resource.
    Missing {
        /// What belongs there, in words.
        expected: &'static str,
    },
    /// The field names a resource that is not in the document.
    Dangling {
        /// The id given.
        id: ResourceId,
    },
    /// The field names a resource of another kind, as in a subnet that stands in a subnet.
    WrongKind {
        /// The id given.
        id: ResourceId,
        /// What it is.
        found: Kind,
        /// What may stand there.
        expected: &'static [Kind],
    },
    /// Following the field leads back to the resource itself.
    Cycle {
        /// Everything on the way round, in the order of ids, the resource itself among it.
        ids: Arc<[ResourceId]>,
    },
}

impl Problem {
    /// Whether the document contradicts itself, rather than being half-finished.
    pub fn is_contradiction(&self) -> bool {
        !matches!(self.defect, Defect::Missing { .. })
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            component,
            field,
            defect,
        } = self;
        match defect {
            Defect::Missing { expected } => {
                write!(formatter, "{component} has no {field}: give it {expected}")
            }
            Defect::Dangling { id } => write!(
                formatter,
                "{field} of {component} refers to {id}, which is not in the design: choose another or add it"
            ),
            Defect::WrongKind {
                id,
                found,
                expected,
            } => {
                let expected: Vec<&str> = expected.iter().map(|kind| kind.as_str()).collect();
                write!(
                    formatter,
                    "{field} of {component} refers to {id}, of the kind {found}: expected {}",
                    expected.join(" or ")
                )
            }
            Defect::Cycle { ids } if ids.len() < 2 => write!(
                formatter,
                "{field} of {component} refers to {component} itself: choose another"
            ),
            Defect::Cycle { ids } => write!(
                formatter,
                "{field} of {component} leads back to itself through {}: break the circle",
                others(ids, component)
            ),
        }
    }
}

/// Who else stands in a circle; of a long one the first few.
fn others(ids: &[ResourceId], component: &ResourceId) -> String {
    const MOST: usize = 10;
    let others = ids.iter().filter(|id| *id != component);
    let named: Vec<&str> = others.map(ResourceId::as_str).take(MOST).collect();
    let named = named.join(", ");
    match ids.len().saturating_sub(MOST + 1) {
        0 => named,
        more => format!("{named} and {more} more"),
    }
}
