//! Fixes: what would mend a blocker, turned into an edit and tried before it is offered.

use std::net::IpAddr;

use ipnet::{IpNet, Ipv4Net, Ipv6Net};
use vpcanvas_model::{
    Document, Properties, Protocol, Resource, ResourceId, Transaction,
    kind::{
        instance::InstanceState,
        network_acl::{IcmpTypeCode, NetworkAclEntry, PortRange, RuleAction},
        security_group::SecurityGroupRule,
        target_group::CrossZone,
        vpc_endpoint::VpcEndpointState,
    },
};
use vpcanvas_network::{Network, resolve};

use crate::{
    Direction, Explanation, Fix, Question,
    packet::{Packet, protocol_names},
    trace::trace,
};

/// What would mend a blocker, as the code that found it knows it.
#[derive(Clone, Debug, PartialEq)]
pub enum Remedy {
    /// Add one allow rule to a security group.
    AllowInSecurityGroup {
        /// The group.
        group: ResourceId,
        /// Which way.
        direction: Direction,
        /// The packet that is to pass.
        packet: Packet,
    },
    /// Add one allow rule in front of the network ACL rule that denies.
    AllowInNetworkAcl {
        /// The network ACL.
        acl: ResourceId,
        /// Which way.
        direction: Direction,
        /// The packet that is to pass.
        packet: Packet,
        /// The number of the rule that denies, `None` for the last one.
        denied_by: Option<u16>,
    },
    /// Accept the connection of an endpoint, as the provider.
    AcceptConnection {
        /// The endpoint.
        endpoint: ResourceId,
    },
    /// Let the nodes of a load balancer use targets in other zones.
    EnableCrossZone {
        /// The load balancer.
        balancer: ResourceId,
        /// The target group, which may override it.
        group: ResourceId,
    },
    /// Start an instance.
    StartInstance {
        /// The instance.
        instance: ResourceId,
    },
}

/// The remedies of an explanation that were tried and found to remove it.
pub fn fixes(network: &Network, question: &Question, explanation: &Explanation) -> Vec<Fix> {
    let document = network.document();
    explanation
        .remedies
        .iter()
        .filter_map(|remedy| remedy.fix(document))
        .filter(|fix| {
            let mended = resolve(&document.with(&fix.transaction));
            let answer = trace(&mended, question);
            !answer
                .explanations()
                .any(|other| same_blocker(other, explanation))
        })
        .collect()
}

fn same_blocker(left: &Explanation, right: &Explanation) -> bool {
    (left.code, &left.component, left.direction, &left.message)
        == (
            right.code,
            &right.component,
            right.direction,
            &right.message,
        )
}

impl Remedy {
    fn fix(&self, document: &Document) -> Option<Fix> {
        let (id, title) = self.target_and_title();
        let mut resource = document.resource(id)?.clone();
        let mut transaction = Transaction::new(title.clone());
        if let Self::EnableCrossZone { group, .. } = self {
            let inherit = inherit_cross_zone(document, group);
            if let Some(group_resource) = inherit {
                transaction.set_resource(document, group, Some(group_resource));
            }
        }
        self.apply(&mut resource.properties)?;
        transaction.set_resource(document, id, Some(resource));
        Some(Fix { title, transaction })
    }

    fn target_and_title(&self) -> (&ResourceId, String) {
        match self {
            Self::AllowInSecurityGroup {
                group: filter,
                direction,
                packet,
            }
            | Self::AllowInNetworkAcl {
                acl: filter,
                direction,
                packet,
                ..
            } => {
                let allowed = in_words(*direction, packet);
                (filter, format!("Allow {allowed} in {filter}"))
            }
            Self::AcceptConnection { endpoint } => {
                (endpoint, format!("Accept the connection of {endpoint}"))
            }
            Self::EnableCrossZone { balancer, .. } => (
                balancer,
                format!("Enable cross-zone load balancing on {balancer}"),
            ),
            Self::StartInstance { instance } => (instance, format!("Start {instance}")),
        }
    }

    fn apply(&self, properties: &mut Properties) -> Option<()> {
        match (self, properties) {
            (
                Self::AllowInSecurityGroup {
                    direction, packet, ..
                },
                Properties::SecurityGroup(group),
            ) => {
                group
                    .security_group_rules
                    .push(allow_rule(*direction, packet));
            }
            (
                Self::AllowInNetworkAcl {
                    direction,
                    packet,
                    denied_by,
                    ..
                },
                Properties::NetworkAcl(acl),
            ) => {
                let entry = allow_entry(&acl.entries, *direction, packet, *denied_by)?;
                acl.entries.push(entry);
            }
            (Self::AcceptConnection { .. }, Properties::VpcEndpoint(endpoint)) => {
                endpoint.state = Some(VpcEndpointState::Available);
            }
            (Self::EnableCrossZone { .. }, Properties::LoadBalancer(balancer)) => {
                balancer
                    .load_balancer_attributes
                    .get_or_insert_default()
                    .cross_zone_enabled = Some(true);
            }
            (Self::StartInstance { .. }, Properties::Instance(instance)) => {
                instance.state = Some(InstanceState::Running);
            }
            _ => return None,
        }
        Some(())
    }
}

fn allow_rule(direction: Direction, packet: &Packet) -> SecurityGroupRule {
    let [protocol, _] = protocol_names(packet.protocol, packet.is_ipv6());
    let ports = packet.destination_ports;
    let to = match packet.protocol {
        Protocol::Icmp => -1,
        Protocol::Tcp | Protocol::Udp => i32::from(ports.to),
    };
    let mut rule = SecurityGroupRule {
        is_egress: (direction == Direction::Egress).then_some(true),
        ip_protocol: Some(protocol.to_owned()),
        from_port: Some(i32::from(ports.from)),
        to_port: Some(to),
        ..SecurityGroupRule::default()
    };
    match host(other_side(direction, packet)) {
        IpNet::V4(range) => rule.cidr_ipv4 = Some(range),
        IpNet::V6(range) => rule.cidr_ipv6 = Some(range),
    }
    rule
}

/// An entry in front of the one that denies; `None` where no number is free.
fn allow_entry(
    entries: &[NetworkAclEntry],
    direction: Direction,
    packet: &Packet,
    denied_by: Option<u16>,
) -> Option<NetworkAclEntry> {
    let egress = direction == Direction::Egress;
    let taken = |number: u16| {
        entries.iter().any(|entry| {
            entry.rule_number == Some(number) && entry.egress.unwrap_or(false) == egress
        })
    };
    let number = (1..denied_by.unwrap_or(32767))
        .rev()
        .find(|number| number % 10 == 0 && !taken(*number));
    let number = number.or_else(|| {
        (1..denied_by.unwrap_or(32767))
            .rev()
            .find(|number| !taken(*number))
    })?;
    let [_, protocol] = protocol_names(packet.protocol, packet.is_ipv6());
    let ports = packet.destination_ports;
    let mut entry = NetworkAclEntry {
        rule_number: Some(number),
        egress: Some(egress),
        protocol: Some(protocol.to_owned()),
        rule_action: Some(RuleAction::Allow),
        ..NetworkAclEntry::default()
    };
    match packet.protocol {
        Protocol::Icmp => {
            entry.icmp_type_code = Some(IcmpTypeCode {
                icmp_type: Some(i32::from(ports.from)),
                code: Some(-1),
                ..IcmpTypeCode::default()
            });
        }
        Protocol::Tcp | Protocol::Udp => {
            entry.port_range = Some(PortRange {
                from: Some(ports.from),
                to: Some(ports.to),
                ..PortRange::default()
            });
        }
    }
    match host(other_side(direction, packet)) {
        IpNet::V4(range) => entry.cidr_block = Some(range),
        IpNet::V6(range) => entry.ipv6_cidr_block = Some(range),
    }
    Some(entry)
}

/// The target group with its own switch taken back, where it overrides the load balancer (ES-19).
fn inherit_cross_zone(document: &Document, group: &ResourceId) -> Option<Resource> {
    let mut resource = document.resource(group)?.clone();
    let Properties::TargetGroup(properties) = &mut resource.properties else {
        return None;
    };
    let attributes = properties.target_group_attributes.as_mut()?;
    (attributes.cross_zone_enabled == Some(CrossZone::Disabled))
        .then(|| attributes.cross_zone_enabled = Some(CrossZone::Inherit))?;
    Some(resource)
}

fn other_side(direction: Direction, packet: &Packet) -> IpAddr {
    match direction {
        Direction::Ingress => packet.source,
        Direction::Egress => packet.destination,
    }
}

fn in_words(direction: Direction, packet: &Packet) -> String {
    let way = match direction {
        Direction::Ingress => "from",
        Direction::Egress => "to",
    };
    let peer = host(other_side(direction, packet));
    format!("{} {way} {peer}", packet.service())
}

fn host(address: IpAddr) -> IpNet {
    match address {
        IpAddr::V4(address) => IpNet::V4(Ipv4Net::from(address)),
        IpAddr::V6(address) => IpNet::V6(Ipv6Net::from(address)),
    }
}
