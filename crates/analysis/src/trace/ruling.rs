//! The rules that decide on the way: kept as they stand in the design, and put into words when somebody reads them.
//!
//! A trace passes dozens of rules and shows a few, so taking one down costs no text.

use std::{fmt, sync::Arc};

use ipnet::IpNet;
use vpcanvas_model::{
    Properties, Resource, ResourceId,
    kind::{listener::ListenerProtocol, security_group::SecurityGroupRule},
};

use crate::filter::security_group::in_words;

/// The rule of a security group that allows a packet.
#[derive(Clone, Debug, PartialEq)]
pub enum GroupRule {
    /// One that is written, as `tcp/443 from 10.0.0.0/16`.
    Written(WrittenRule),
    /// What the default group of a VPC allows without being drawn (SG-02).
    OfDefaultGroup,
    /// None: the groups of the load balancer are not asked about PrivateLink traffic (NLB-22).
    NotEnforced,
}

/// A rule by its place in its group.
#[derive(Clone)]
pub struct WrittenRule {
    group: Arc<Resource>,
    place: usize,
}

impl WrittenRule {
    pub(crate) fn new(group: &Arc<Resource>, place: usize) -> Self {
        let group = Arc::clone(group);
        Self { group, place }
    }

    fn rule(&self) -> Option<&SecurityGroupRule> {
        match &self.group.properties {
            Properties::SecurityGroup(group) => group.security_group_rules.get(self.place),
            _ => None,
        }
    }
}

/// Two are the same that say the same, wherever they stand.
impl PartialEq for WrittenRule {
    fn eq(&self, other: &Self) -> bool {
        self.rule() == other.rule()
    }
}

impl fmt::Debug for WrittenRule {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

impl fmt::Display for WrittenRule {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.rule().map(in_words).unwrap_or_default())
    }
}

impl fmt::Display for GroupRule {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Written(rule) => rule.fmt(formatter),
            Self::OfDefaultGroup => formatter.write_str("of the default security group"),
            Self::NotEnforced => formatter.write_str("not enforced on PrivateLink traffic"),
        }
    }
}

/// The rule of a network ACL that decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AclRule {
    /// The one with a number.
    Number(u16),
    /// The last one, `*`, which denies.
    Last,
    /// Any of the ACL that AWS makes with a VPC, where none is drawn (NACL-05).
    OfDefault,
}

impl From<Option<u16>> for AclRule {
    fn from(number: Option<u16>) -> Self {
        number.map_or(Self::Last, Self::Number)
    }
}

impl fmt::Display for AclRule {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => write!(formatter, "its rule {number}"),
            Self::Last => formatter.write_str("its last rule *"),
            Self::OfDefault => {
                formatter.write_str("the default network ACL, which allows everything")
            }
        }
    }
}

/// The route that wins.
#[derive(Clone, Debug, PartialEq)]
pub enum TakenRoute {
    /// The implied one of a range of the VPC (RT-02).
    Local(IpNet),
    /// One that is drawn.
    Drawn {
        /// Its destination.
        range: IpNet,
        /// Where it leads; `None` while nothing is written.
        target: Option<ResourceId>,
    },
    /// The one that a gateway endpoint puts into the table (GW-02).
    Installed {
        /// The service the endpoint is for.
        service: String,
        /// The endpoint.
        endpoint: ResourceId,
    },
}

impl TakenRoute {
    /// Its destination, in words.
    pub fn destination(&self) -> String {
        match self {
            Self::Local(range) | Self::Drawn { range, .. } => range.to_string(),
            Self::Installed { service, .. } => service.clone(),
        }
    }

    /// Its target, in words.
    pub fn target(&self) -> &str {
        match self {
            Self::Local(_) => "local",
            Self::Drawn { target, .. } => target.as_ref().map_or("nothing", ResourceId::as_str),
            Self::Installed { endpoint, .. } => endpoint.as_str(),
        }
    }
}

/// The listener that takes a flow: what it speaks, and its port.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TakingListener {
    /// What it speaks.
    pub protocol: ListenerProtocol,
    /// The port it listens on.
    pub port: u16,
}

impl fmt::Display for TakingListener {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {}", self.protocol.as_str(), self.port)
    }
}

/// The target that gets a flow, by id or address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChosenTarget {
    /// Its id or address.
    pub name: ResourceId,
    /// Its port, where one is known.
    pub port: Option<u16>,
}

impl fmt::Display for ChosenTarget {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.port {
            Some(port) => write!(formatter, "{}:{port}", self.name),
            None => self.name.fmt(formatter),
        }
    }
}
