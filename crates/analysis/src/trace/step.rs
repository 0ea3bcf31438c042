//! Hops and steps: what was asked on the way, by whom, and what it said.

use std::sync::Arc;

use vpcanvas_model::ResourceId;

use super::ruling::{AclRule, ChosenTarget, GroupRule, TakenRoute, TakingListener};
use crate::{Direction, packet::Packet};

/// One resource on the way, with everything that was asked there.
#[derive(Clone, Debug, PartialEq)]
pub struct Hop {
    /// The resource.
    pub component: ResourceId,
    /// What it is, as AWS spells it.
    pub kind: &'static str,
    /// What was asked there, in order.
    pub steps: Vec<Step>,
}

/// One rule that was asked.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// The thing whose rule decided.
    pub component: ResourceId,
    /// What was asked and which rule answered.
    pub decision: Decision,
    /// What it said.
    pub outcome: Outcome,
    /// The packet as it came.
    pub before: Packet,
    /// The packet as it left; differs where something is translated.
    pub after: Packet,
    /// The rule of the specification.
    pub reference: &'static str,
}

/// What a rule says of a packet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It goes on.
    Passes,
    /// It ends here; the trace goes on as if it did not.
    Blocks,
    /// It cannot be told.
    Unknown,
}

impl Outcome {
    /// It goes on where a condition holds, and ends where it does not.
    pub(crate) fn passing_if(condition: bool) -> Self {
        if condition {
            Self::Passes
        } else {
            Self::Blocks
        }
    }

    /// The word in reports.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Passes => "passes",
            Self::Blocks => "blocks",
            Self::Unknown => "unknown",
        }
    }
}

/// What was asked, with the rule that answered.
#[derive(Clone, Debug, PartialEq)]
pub enum Decision {
    /// The packet is made here.
    Sent,
    /// The packet arrives where it was meant to.
    Delivered,
    /// Whether the thing works.
    State {
        /// As AWS spells it.
        state: &'static str,
    },
    /// A security group was asked.
    SecurityGroup {
        /// Which way.
        direction: Direction,
        /// The rule that allows; `None` where none does.
        rule: Option<GroupRule>,
    },
    /// There is no security group here.
    NoSecurityGroup,
    /// A reply to an allowed flow, which no security group is asked about.
    Stateful,
    /// A network ACL was asked.
    NetworkAcl {
        /// Which way.
        direction: Direction,
        /// The rule that decided.
        rule: AclRule,
    },
    /// Both ends are in one subnet, so neither table nor ACL is asked.
    SameSubnet,
    /// The route table was asked.
    Route {
        /// The route that won, `None` where none covers the packet.
        route: Option<TakenRoute>,
    },
    /// Whether something has this address.
    Address {
        /// The resource there.
        holder: Option<ResourceId>,
    },
    /// The transport has to be one the component carries.
    Protocol,
    /// The service has to be offered in the zone.
    ServiceInZone {
        /// The zone by id.
        zone: Arc<str>,
    },
    /// A node of a load balancer takes the flow.
    Node {
        /// The zone by id, where it is known.
        zone: Option<Arc<str>>,
    },
    /// A listener takes the flow.
    Listener {
        /// Which, `TCP 443`; `None` where no listener fits.
        listener: Option<TakingListener>,
    },
    /// A target group gives a target.
    Target {
        /// The target chosen, with its port.
        target: Option<ChosenTarget>,
    },
    /// Addresses or ports change.
    Translated,
    /// A service the VPC has beside every interface answers.
    Nearby {
        /// What it is called.
        service: &'static str,
    },
    /// It goes on into something else.
    PassedOn {
        /// What it comes into next.
        to: ResourceId,
    },
    /// The component does not take it; the explanation says why.
    Refused,
    /// A resource configuration shares some ports of its resource.
    SharedPorts {
        /// As they are written, `443, 5432-5440`.
        ports: String,
    },
    /// The name of a resource was looked up.
    Lookup {
        /// The name.
        name: String,
        /// What it resolves to, in words.
        answer: String,
    },
}

impl Step {
    /// What happened, as a sentence without a full stop.
    pub fn sentence(&self) -> String {
        let Self {
            component, outcome, ..
        } = self;
        match &self.decision {
            Decision::Sent => format!("{component} sends {}", self.after),
            Decision::Delivered => format!("{component} takes {}", self.before),
            Decision::State { state } => format!("{component} is {state}"),
            Decision::SecurityGroup {
                direction,
                rule: Some(rule),
            } => {
                format!(
                    "{component} allows {} by its rule {rule}",
                    direction.as_str()
                )
            }
            Decision::SecurityGroup {
                direction,
                rule: None,
            } => {
                format!(
                    "{component} has no {} rule that allows {}",
                    direction.as_str(),
                    self.before
                )
            }
            Decision::NoSecurityGroup => {
                format!("{component} has no security group and takes every client")
            }
            Decision::Stateful => format!(
                "{component} is not asked: security groups let replies to allowed flows pass"
            ),
            Decision::NetworkAcl { direction, rule } => {
                let verb = if *outcome == Outcome::Passes {
                    "allows"
                } else {
                    "denies"
                };
                format!("{component} {verb} {} by {rule}", direction.as_str())
            }
            Decision::SameSubnet => {
                format!(
                    "both ends stand in {component}: no route table and no network ACL is asked"
                )
            }
            Decision::Route { route: Some(route) } => {
                format!(
                    "{component} sends {} to {} by its route {}",
                    self.before.destination,
                    route.target(),
                    route.destination()
                )
            }
            Decision::Route { route: None } => {
                format!("{component} has no route for {}", self.before.destination)
            }
            Decision::Address {
                holder: Some(holder),
            } => format!("{} is an address of {holder}", self.before.destination),
            Decision::Address { holder: None } => format!(
                "nothing in {component} has the address {}",
                self.before.destination
            ),
            Decision::Protocol => format!("{component} does not carry {}", self.before.protocol),
            Decision::ServiceInZone { zone } => {
                let verb = if *outcome == Outcome::Passes {
                    "is offered"
                } else {
                    "is not offered"
                };
                format!("{component} {verb} in {zone}")
            }
            Decision::Node { zone } => {
                let zone = zone.as_deref().unwrap_or("an unknown zone");
                format!("the node of {component} in {zone} takes the flow")
            }
            Decision::Listener {
                listener: Some(listener),
            } => format!("{component} takes it on its listener {listener}"),
            Decision::Listener { listener: None } => {
                format!("{component} has no listener for {}", self.before.service())
            }
            Decision::Target {
                target: Some(target),
            } => format!("{component} gives the flow to {target}"),
            Decision::Target { target: None } => {
                format!("{component} has no target that can be used")
            }
            Decision::Translated => format!("{component} makes it {}", self.after),
            Decision::Nearby { service } => format!("{service} of {component} answers unfiltered"),
            Decision::PassedOn { to } => format!("{component} passes it on to {to}"),
            Decision::Refused => format!("{component} does not pass {}", self.before),
            Decision::SharedPorts { ports } => {
                format!("{component} shares the TCP ports {ports} of its resource")
            }
            Decision::Lookup { name, answer } => {
                format!("{component} looks {name} up, which gives {answer}")
            }
        }
    }
}
