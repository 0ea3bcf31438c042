//! Why something does not work: a code, the thing whose rule decides, a sentence and the rule of the specification.

use vpcanvas_model::{ResourceId, Transaction};

use crate::{Code, remedy::Remedy};

/// Which way a packet goes through a filter, seen from the interface or subnet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// Towards it.
    Ingress,
    /// Away from it.
    Egress,
}

impl Direction {
    /// The word Reachability Analyzer uses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ingress => "ingress",
            Self::Egress => "egress",
        }
    }
}

/// One reason, with its address in the design and its source.
#[derive(Clone, Debug, PartialEq)]
pub struct Explanation {
    /// What is the matter.
    pub code: Code,
    /// The thing whose rule decides or is missing.
    pub component: ResourceId,
    /// For filters, which way the packet goes.
    pub direction: Option<Direction>,
    /// One or two sentences for the author, without a full stop at the end of a single one.
    pub message: String,
    /// The rule of the specification, `IE-30`.
    pub reference: &'static str,
    /// Whether the specification marks the rule as not confirmed; such a rule never decides alone.
    pub unverified: bool,
    /// What would mend it, least privilege first.
    pub remedies: Vec<Remedy>,
}

impl Explanation {
    /// An explanation by a confirmed rule, without a direction.
    pub fn new(
        code: Code,
        component: &ResourceId,
        message: impl Into<String>,
        reference: &'static str,
    ) -> Self {
        Self {
            code,
            component: component.clone(),
            direction: None,
            message: message.into(),
            reference,
            unverified: false,
            remedies: Vec::new(),
        }
    }

    /// The same for a filter's direction.
    #[must_use]
    pub fn going(mut self, direction: Direction) -> Self {
        self.direction = Some(direction);
        self
    }

    /// The same with what would mend it.
    #[must_use]
    pub fn mended_by(mut self, remedies: impl IntoIterator<Item = Remedy>) -> Self {
        self.remedies.extend(remedies);
        self
    }

    /// Whether it leaves the question open instead of answering it with no.
    pub fn leaves_open(&self) -> bool {
        self.unverified
            || matches!(
                self.code,
                Code::UnknownResource
                    | Code::UnknownDestination
                    | Code::NoSourceOrDestination
                    | Code::TgwRtbRoutesAreUnknown
                    | Code::UnsupportedComponent
                    | Code::CfgIncomplete
            )
    }

    /// The same by a rule the specification marks as not confirmed.
    #[must_use]
    pub fn unverified(mut self) -> Self {
        self.unverified = true;
        self
    }
}

/// An edit that mends something; offered only after it was tried and found to work.
#[derive(Clone, Debug, PartialEq)]
pub struct Fix {
    /// What it does, in the author's words: `Allow tcp/443 from 10.0.1.10/32 in sg-endpoint`.
    pub title: String,
    /// The edit.
    pub transaction: Transaction,
}
