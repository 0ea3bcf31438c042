//! Reachability: what happens to a packet on its way, and to the reply on its way back.
//!
//! Every rule that is asked leaves a [`Step`] with the thing it belongs to, so the answer explains itself. After a blocker
//! the trace goes on as if it were open: a design with three faults shows three. What cannot be known is `unknown`.

mod alternatives;
mod answer;
mod appliance;
mod ask;
mod asymmetry;
mod balancer;
mod block_public_access;
mod candidate;
mod client_address;
mod connection;
mod cross_region;
mod egress_only_internet_gateway;
mod gateway_endpoint;
mod gateway_load_balancer_endpoint;
mod internet_gateway;
mod link_local;
mod listener;
mod missing_route;
mod nat_gateway;
mod next_hop;
mod path;
mod peering;
mod place;
mod privatelink;
mod receiver;
mod registered;
mod resource;
mod ruling;
mod service_network;
mod start;
mod step;
mod subnet;
mod target;
mod trail;
mod transit_gateway;
mod transit_route;
mod vpc;
mod vpn;
mod walk;

use std::net::IpAddr;

use vpcanvas_model::{Protocol, ResourceId};
use vpcanvas_network::Network;

use crate::{Code, DnsAnswer, DnsStatus, Explanation};
pub(crate) use path::Path;
pub use place::is_end;
pub use ruling::{AclRule, ChosenTarget, GroupRule, TakenRoute, TakingListener, WrittenRule};
pub use step::{Decision, Hop, Outcome, Step};

/// Can this reach that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// A resource id, `internet`, or an address.
    pub from: String,
    /// A resource id, `internet`, an address, a name, or the name of a service of AWS.
    pub to: String,
    /// The transport.
    pub protocol: Protocol,
    /// The destination port, 1 to 65535; without meaning for ICMP.
    pub port: u16,
}

/// How a question ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// Every flow arrives, and its reply too.
    Reachable,
    /// Some flows arrive and some do not.
    PartlyReachable,
    /// No flow arrives.
    Unreachable,
    /// Something that decides is missing from the design, not analysed, or not confirmed.
    Unknown,
}

impl Verdict {
    /// The word in the file and on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Reachable => "reachable",
            Self::PartlyReachable => "partly-reachable",
            Self::Unreachable => "unreachable",
            Self::Unknown => "unknown",
        }
    }

    /// The verdict on a whole of which these are the parts.
    fn of_parts(parts: impl IntoIterator<Item = Self>) -> Self {
        let together = |one: Self, other: Self| match (one, other) {
            (one, other) if one == other => one,
            (Self::Reachable | Self::PartlyReachable, _)
            | (_, Self::Reachable | Self::PartlyReachable) => Self::PartlyReachable,
            _ => Self::Unknown,
        };
        parts.into_iter().reduce(together).unwrap_or(Self::Unknown)
    }
}

/// The answer to a question.
#[derive(Clone, Debug, PartialEq)]
pub struct Trace {
    /// What was asked.
    pub question: Question,
    /// How it ends.
    pub verdict: Verdict,
    /// How the destination's name was looked up, when it is a name.
    pub resolution: Option<DnsAnswer>,
    /// One flow for each source interface and destination address.
    pub flows: Vec<FlowTrace>,
    /// Reasons that concern no flow, such as a source that is not in the design.
    pub general: Vec<Explanation>,
}

/// What happens to one flow.
#[derive(Clone, Debug, PartialEq)]
pub struct FlowTrace {
    /// The address it is sent to.
    pub destination: IpAddr,
    /// How it ends.
    pub verdict: Verdict,
    /// The way there.
    pub forward: Vec<Hop>,
    /// The way of the reply.
    pub back: Vec<Hop>,
    /// Every blocker and every open question, in path order.
    pub explanations: Vec<Explanation>,
    /// What does not block and is worth knowing.
    pub warnings: Vec<Explanation>,
}

impl Trace {
    /// Every reason, of all flows and of none.
    pub fn explanations(&self) -> impl Iterator<Item = &Explanation> {
        let of_name = self
            .resolution
            .iter()
            .flat_map(|answer| &answer.explanations);
        let of_flows = self.flows.iter().flat_map(|flow| &flow.explanations);
        self.general.iter().chain(of_name).chain(of_flows)
    }
}

/// Answers a question. Never fails: what cannot be told is `unknown`, with the reason.
pub fn trace(network: &Network, question: &Question) -> Trace {
    let mut answer = Trace {
        question: question.clone(),
        verdict: Verdict::Unknown,
        resolution: None,
        flows: Vec::new(),
        general: Vec::new(),
    };
    match place::sources(network, &question.from) {
        Err(explanation) => answer.general.push(explanation),
        Ok(sources) => follow(network, question, &mut answer, &sources),
    }
    answer.verdict = verdict(&answer);
    answer
}

fn follow(
    network: &Network,
    question: &Question,
    answer: &mut Trace,
    sources: &[place::Source<'_>],
) {
    let (resolution, destinations) = place::destinations(network, question, sources);
    answer.resolution = resolution;
    match destinations {
        Err(explanation) => answer.general.extend(explanation),
        Ok(destinations) => {
            answer.flows.reserve(sources.len() * destinations.len());
            for source in sources {
                for destination in &destinations {
                    let path = vpc::send(network, source, destination, question);
                    answer.flows.push(path.into_flow(destination.address));
                }
            }
        }
    }
}

fn verdict(answer: &Trace) -> Verdict {
    let is_name_uncertain = answer
        .resolution
        .as_ref()
        .is_some_and(|resolution| resolution.status == DnsStatus::Unknown);
    if !answer.flows.is_empty() && !is_name_uncertain {
        return Verdict::of_parts(answer.flows.iter().map(|flow| flow.verdict));
    }
    match answer
        .resolution
        .as_ref()
        .map(|resolution| resolution.status)
    {
        Some(DnsStatus::Public | DnsStatus::Unknown) => Verdict::Unknown,
        Some(_) => Verdict::Unreachable,
        None if answer.general.iter().any(|reason| !reason.leaves_open()) => Verdict::Unreachable,
        None => Verdict::Unknown,
    }
}

/// A reason that nothing can be said because something is not in the design.
fn not_in_design(id: &str) -> Explanation {
    Explanation::new(
        Code::NoSourceOrDestination,
        &ResourceId::from(id),
        format!("{id} is not in the design"),
        "0.4",
    )
}
