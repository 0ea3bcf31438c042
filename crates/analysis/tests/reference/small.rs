//! A small design as plain data: IPv4 only, everything by position, nothing implied.

use std::net::Ipv4Addr;

/// An IPv4 address as a number.
pub(crate) type Address = u32;

/// An IPv4 range: its first address and the length of its prefix.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Range(pub(crate) Address, pub(crate) u8);

impl Range {
    pub(crate) fn holds(self, address: Address) -> bool {
        let Self(first, length) = self;
        length == 0 || (first ^ address) >> (32 - u32::from(length)) == 0
    }
}

pub(crate) fn address(number: Address) -> Ipv4Addr {
    Ipv4Addr::from(number)
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Transport {
    Tcp,
    Udp,
    Icmp,
}

#[derive(Clone, Debug, Default)]
pub(crate) struct Design {
    pub(crate) vpcs: Vec<Vpc>,
    pub(crate) subnets: Vec<Subnet>,
    pub(crate) groups: Vec<Group>,
    pub(crate) instances: Vec<Instance>,
    pub(crate) nats: Vec<Nat>,
    pub(crate) peerings: Vec<Peering>,
    pub(crate) attachments: Vec<Attachment>,
    pub(crate) transit_tables: Vec<TransitTable>,
    pub(crate) services: Vec<Service>,
    pub(crate) endpoints: Vec<Endpoint>,
}

#[derive(Clone, Debug)]
pub(crate) struct Vpc {
    pub(crate) range: Range,
    pub(crate) internet_gateway: bool,
    /// The main route table.
    pub(crate) routes: Vec<Route>,
}

#[derive(Clone, Debug)]
pub(crate) struct Subnet {
    pub(crate) vpc: usize,
    pub(crate) range: Range,
    pub(crate) zone: usize,
    /// A route table of its own.
    pub(crate) routes: Option<Vec<Route>>,
    /// A network ACL of its own; the default one allows everything.
    pub(crate) acl: Option<Vec<AclEntry>>,
}

#[derive(Clone, Debug)]
pub(crate) struct Route {
    pub(crate) to: Range,
    pub(crate) target: Target,
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum Target {
    InternetGateway,
    Nat(usize),
    Peering(usize),
    TransitGateway,
    Blackhole,
}

/// In the order of their numbers; the direction is seen from the subnet.
#[derive(Clone, Debug)]
pub(crate) struct AclEntry {
    pub(crate) egress: bool,
    pub(crate) allow: bool,
    pub(crate) transport: Option<Transport>,
    pub(crate) ports: (u16, u16),
    pub(crate) peer: Range,
}

#[derive(Clone, Debug)]
pub(crate) struct Group {
    pub(crate) vpc: usize,
    pub(crate) rules: Vec<Rule>,
}

#[derive(Clone, Debug)]
pub(crate) struct Rule {
    pub(crate) egress: bool,
    pub(crate) transport: Option<Transport>,
    pub(crate) ports: (u16, u16),
    pub(crate) peer: Peer,
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum Peer {
    Range(Range),
    Group(usize),
}

#[derive(Clone, Debug)]
pub(crate) struct Instance {
    pub(crate) subnet: usize,
    pub(crate) address: Address,
    pub(crate) public: Option<Address>,
    pub(crate) group: usize,
    pub(crate) running: bool,
}

#[derive(Clone, Debug)]
pub(crate) struct Nat {
    pub(crate) subnet: usize,
    pub(crate) address: Address,
    pub(crate) public: Option<Address>,
    pub(crate) available: bool,
}

#[derive(Clone, Debug)]
pub(crate) struct Peering {
    pub(crate) vpcs: [usize; 2],
    pub(crate) active: bool,
}

/// An attachment to the one transit gateway.
#[derive(Clone, Debug)]
pub(crate) struct Attachment {
    pub(crate) vpc: usize,
    pub(crate) subnets: Vec<usize>,
    pub(crate) available: bool,
}

#[derive(Clone, Debug)]
pub(crate) struct TransitTable {
    pub(crate) associated: Vec<usize>,
    pub(crate) propagated: Vec<usize>,
    /// Where a range goes; nowhere is a blackhole.
    pub(crate) routes: Vec<(Range, Option<usize>)>,
}

/// An endpoint service with its load balancer, which has one listener and one target group.
#[derive(Clone, Debug)]
pub(crate) struct Service {
    pub(crate) vpc: usize,
    pub(crate) nodes: Vec<(usize, Address)>,
    pub(crate) group: Option<usize>,
    pub(crate) enforce: bool,
    pub(crate) cross_zone: bool,
    pub(crate) transport: Transport,
    pub(crate) port: u16,
    pub(crate) target_port: u16,
    pub(crate) targets: Vec<usize>,
}

#[derive(Clone, Debug)]
pub(crate) struct Endpoint {
    pub(crate) vpc: usize,
    pub(crate) service: usize,
    pub(crate) interfaces: Vec<(usize, Address)>,
    pub(crate) group: usize,
    pub(crate) available: bool,
}
