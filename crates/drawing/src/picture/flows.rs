//! Ways of traffic with their verdicts, as answers give them and as the picture shows them.

use vpcanvas_analysis::{
    Actual, CheckResult, DnsAnswer, DnsStatus, FlowTrace, Hop, Outcome, Trace,
};
use vpcanvas_model::{Expectation, ResourceId};
use vpcanvas_network::Network;

use super::places::Place;
use crate::{Icon, Stroke, Token};

/// What an answer says of a way of traffic. The order is from good to bad.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// All of it arrives.
    Reachable,
    /// Some of it arrives.
    PartlyReachable,
    /// The design does not say.
    Unknown,
    /// None of it arrives.
    Unreachable,
}

impl Verdict {
    /// The verdict in words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Reachable => "Reachable",
            Self::PartlyReachable => "Partly reachable",
            Self::Unknown => "Unknown",
            Self::Unreachable => "Unreachable",
        }
    }

    /// The icon that says it without color.
    pub const fn icon(self) -> Icon {
        match self {
            Self::Reachable => Icon::Check,
            Self::PartlyReachable => Icon::Warning,
            Self::Unknown => Icon::Question,
            Self::Unreachable => Icon::Cross,
        }
    }

    /// The colors of its text and of what is behind it.
    pub const fn tokens(self) -> (Token, Token) {
        match self {
            Self::Reachable => (Token::Success, Token::SuccessTint),
            Self::PartlyReachable => (Token::Warning, Token::WarningTint),
            Self::Unknown => (Token::Unknown, Token::UnknownTint),
            Self::Unreachable => (Token::Error, Token::ErrorTint),
        }
    }

    /// Lines that carry nothing are broken, so that color is not needed to see it.
    pub(super) const fn stroke(self) -> Stroke {
        let (color, _) = self.tokens();
        match self {
            Self::Reachable => Stroke::solid(2.5, color),
            Self::PartlyReachable => Stroke {
                width: 2.5,
                color,
                dash: Some((14.0, 4.0)),
            },
            Self::Unknown => Stroke {
                width: 2.5,
                color,
                dash: Some((2.5, 5.0)),
            },
            Self::Unreachable => Stroke::dashed(2.5, color, 7.0),
        }
    }
}

/// One way of traffic and what an answer says of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Flow {
    /// A text of its own among the flows, such as the number of the check.
    pub id: String,
    /// What it is called; without a name it has no badge, only its line.
    pub name: String,
    /// What the answer says.
    pub verdict: Verdict,
    /// The same in words, for the badge.
    pub words: &'static str,
    /// What the traffic passes, from the source to the destination or to where it ends.
    pub stops: Vec<Stop>,
}

/// Something traffic passes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stop {
    /// The resource.
    pub component: ResourceId,
    /// The subnet of the interface it passes, of endpoints and load balancers.
    pub subnet: Option<ResourceId>,
}

impl From<vpcanvas_analysis::Verdict> for Verdict {
    fn from(verdict: vpcanvas_analysis::Verdict) -> Self {
        match verdict {
            vpcanvas_analysis::Verdict::Reachable => Self::Reachable,
            vpcanvas_analysis::Verdict::PartlyReachable => Self::PartlyReachable,
            vpcanvas_analysis::Verdict::Unreachable => Self::Unreachable,
            vpcanvas_analysis::Verdict::Unknown => Self::Unknown,
        }
    }
}

impl Flow {
    /// The flows of a trace. Their ids begin with `id`; the first has the name, and so have those that end otherwise.
    pub fn of_trace(network: &Network, id: &str, name: &str, trace: &Trace) -> Vec<Self> {
        let first = trace.flows.first().map(|flow| flow.verdict);
        let flow = |(number, flow): (usize, &FlowTrace)| Self {
            id: format!("{id}/{number}"),
            name: if number == 0 || Some(flow.verdict) != first {
                name.to_owned()
            } else {
                String::new()
            },
            verdict: flow.verdict.into(),
            words: Verdict::from(flow.verdict).words(),
            stops: stops(network, flow),
        };
        trace.flows.iter().enumerate().map(flow).collect()
    }

    /// A lookup, from the client by everything the question went by to whatever decided.
    pub fn of_lookup(id: &str, answer: &DnsAnswer) -> Self {
        let way = answer.chain.iter().filter(|step| step.is_on_the_way);
        let mut components: Vec<&ResourceId> = std::iter::once(&answer.query.from)
            .chain(way.map(|step| &step.component))
            .collect();
        components.dedup();
        let stop = |component: &ResourceId| Stop {
            component: component.clone(),
            subnet: None,
        };
        let (verdict, words) = match answer.status {
            DnsStatus::NoError => (Verdict::Reachable, "Resolves"),
            DnsStatus::Public => (Verdict::Unknown, "Public DNS decides"),
            DnsStatus::Unknown => (Verdict::Unknown, "Not known"),
            DnsStatus::NxDomain => (Verdict::Unreachable, "No such name"),
            DnsStatus::NoData => (Verdict::Unreachable, "No such record"),
            DnsStatus::ServFail => (Verdict::Unreachable, "Cannot be resolved"),
            DnsStatus::Timeout => (Verdict::Unreachable, "Nobody answers"),
        };
        Self {
            id: id.to_owned(),
            name: answer.query.name.clone(),
            verdict,
            words,
            stops: components.into_iter().map(stop).collect(),
        }
    }

    /// What a design's checks show without being asked: what should be reachable, and what fails its check.
    ///
    /// What is unreachable on purpose is left out, or a good design would look broken.
    pub fn of_checks(network: &Network, results: &[CheckResult]) -> Vec<Self> {
        let checks = network.document().checks();
        let mut flows = Vec::new();
        for (number, (check, result)) in checks.iter().zip(results).enumerate() {
            let is_shown = check.expect == Expectation::Reachable || !result.passed;
            if let (true, Actual::Trace(trace)) = (is_shown, &result.answer) {
                let id = format!("check/{number}");
                flows.extend(Self::of_trace(network, &id, &result.name, trace));
            }
        }
        flows
    }
}

/// What the traffic passes, up to where it is blocked first.
fn stops(network: &Network, flow: &FlowTrace) -> Vec<Stop> {
    let blocks = |hop: &Hop| hop.steps.iter().any(|step| step.outcome == Outcome::Blocks);
    let end = flow
        .forward
        .iter()
        .position(blocks)
        .map_or(flow.forward.len(), |index| index + 1);
    flow.forward
        .iter()
        .take(end)
        .map(|hop| stop(network, hop))
        .collect()
}

fn stop(network: &Network, hop: &Hop) -> Stop {
    let mut packets = hop.steps.iter().flat_map(|step| [step.before, step.after]);
    let interface = packets.find_map(|packet| {
        let here = [packet.destination, packet.source];
        let mut interfaces = network.interfaces_of(&hop.component);
        interfaces.find(|interface| {
            interface
                .addresses
                .iter()
                .any(|address| here.contains(address))
        })
    });
    Stop {
        component: hop.component.clone(),
        subnet: interface.map(|interface| interface.subnet.clone()),
    }
}

impl Stop {
    /// What is passed here: the interface first, then its owner.
    pub(super) fn places(&self) -> impl Iterator<Item = Place> {
        let interface = self.subnet.clone().map(|subnet| Place::Interface {
            owner: self.component.clone(),
            subnet,
        });
        let owner = Place::Resource(self.component.clone());
        interface.into_iter().chain([owner])
    }
}
