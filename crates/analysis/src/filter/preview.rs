//! What one security group or network ACL says about a packet somebody thinks of, while its rules are written.
//!
//! The rules are asked as in every trace; a group is asked alone, as if nothing else stood on the interface.

use std::net::IpAddr;

use vpcanvas_model::kind::security_group::SecurityGroupRule;
use vpcanvas_model::{Protocol, ResourceId, kind::SecurityGroup};
use vpcanvas_network::{Interface, Network};

use super::network_acl;
use super::security_group::{self, Decision, Peer, allows, carries, in_words, rules};
use crate::{
    Direction, Outcome,
    packet::{Packet, Ports, protocol_names},
};

/// A packet somebody thinks of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sample {
    /// The other side: an address, or a resource of the design.
    pub peer: String,
    /// The transport.
    pub protocol: Protocol,
    /// The port of the service.
    pub port: u16,
}

/// What a group says about a packet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupPreview {
    /// The places of the rules that fit; one is enough (SG-01).
    pub matching: Vec<usize>,
    /// Whether it passes.
    pub outcome: Outcome,
    /// That in a sentence.
    pub sentence: String,
}

/// What a network ACL says about a connection: the request, and the reply it is asked about by itself (NACL-03).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AclPreview {
    /// The request.
    pub request: AclAnswer,
    /// The reply, which goes to a port the client chose (NACL-07).
    pub reply: AclAnswer,
}

/// What a network ACL says about a packet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AclAnswer {
    /// Whether the packet enters or leaves the subnet.
    pub direction: Direction,
    /// The numbers of the rules that decide, `None` for the last one, `*`; two where they decide about some ports each.
    pub deciding: Vec<Option<u16>>,
    /// Whether it passes.
    pub outcome: Outcome,
    /// That in a sentence.
    pub sentence: String,
}

/// Why a rule of a group could go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleMark {
    /// The place of the rule.
    pub place: usize,
    /// Why, in a sentence.
    pub sentence: String,
}

/// The other side of a sample: its address, and the interface it is where the design has one.
fn other_side<'a>(
    network: &'a Network,
    vpc: Option<&ResourceId>,
    text: &str,
) -> Option<(IpAddr, Option<&'a Interface>)> {
    let text = text.trim();
    if let Ok(address) = text.parse::<IpAddr>() {
        let interface = vpc.and_then(|vpc| network.interface_at(vpc, address));
        return Some((address, interface));
    }
    let id = network.id(text)?;
    let primary = network.primary_interface(id);
    let interface = primary.or_else(|| network.interfaces_of(id).next())?;
    Some((interface.address()?, Some(interface)))
}

/// Asks a group about a packet from or to somebody; `None` while nobody is named.
pub fn preview_group(
    network: &Network,
    id: &ResourceId,
    direction: Direction,
    sample: &Sample,
) -> Option<GroupPreview> {
    let id = network.id(id.as_str())?;
    let group = network.security_group(id)?;
    let (address, interface) = other_side(network, group.vpc_id.as_ref(), &sample.peer)?;
    let packet = request(sample, address);
    let peer = Peer {
        address,
        interface,
        through: None,
        service: None,
    };
    let matching = rules(group, direction)
        .filter(|(_, rule)| allows(network, rule, &packet, peer))
        .map(|(place, _)| place);
    let way = direction.as_str();
    let groups = std::slice::from_ref(id);
    let (outcome, sentence) =
        match security_group::by_groups(network, groups, direction, &packet, peer) {
            Decision::Allowed { rule, .. } => {
                (Outcome::Passes, format!("Allowed by {rule} (SG-01)"))
            }
            Decision::Unfiltered | Decision::DefaultGroup { .. } => {
                (Outcome::Passes, "Nothing filters it".to_owned())
            }
            Decision::Missing { group: list } | Decision::Unlisted { list } => (
                Outcome::Unknown,
                format!("Not known: what {list} holds is not in the design"),
            ),
            Decision::NoRules { .. } => (
                Outcome::Blocks,
                format!("Dropped: there is no {way} rule at all (SG-06)"),
            ),
            Decision::NoMatch { .. } => (
                Outcome::Blocks,
                format!("Dropped: no {way} rule fits (SG-06)"),
            ),
        };
    Some(GroupPreview {
        matching: matching.collect(),
        outcome,
        sentence,
    })
}

/// Asks a network ACL about a connection that is opened in a direction; `None` while nobody is named.
pub fn preview_acl(
    network: &Network,
    id: &ResourceId,
    direction: Direction,
    sample: &Sample,
) -> Option<AclPreview> {
    let acl = network.network_acl(id)?;
    let (address, _) = other_side(network, acl.vpc_id.as_ref(), &sample.peer)?;
    let request = request(sample, address);
    let back = match direction {
        Direction::Ingress => Direction::Egress,
        Direction::Egress => Direction::Ingress,
    };
    let answer = |direction, packet: Packet| {
        let said = network_acl::decide(acl, direction, &packet);
        AclAnswer::new(direction, &packet, said)
    };
    Some(AclPreview {
        request: answer(direction, request),
        reply: answer(back, request.reply()),
    })
}

impl AclAnswer {
    fn new(direction: Direction, packet: &Packet, said: network_acl::Decision) -> Self {
        let ports = packet.service();
        let name = |number: Option<u16>| {
            number.map_or_else(
                || "the last rule, *,".to_owned(),
                |number| format!("rule {number}"),
            )
        };
        let (deciding, outcome, sentence) = match said {
            network_acl::Decision::Allowed(number) => (
                vec![Some(number)],
                Outcome::Passes,
                format!("rule {number} allows {ports}"),
            ),
            network_acl::Decision::Denied(number) => (
                vec![number],
                Outcome::Blocks,
                format!("{} denies {ports}", name(number)),
            ),
            network_acl::Decision::Partly { allowed, denied } => (
                vec![Some(allowed), denied],
                Outcome::Unknown,
                format!(
                    "rule {allowed} allows some of {ports}, {} denies others: connections fail now and then (NACL-10)",
                    name(denied)
                ),
            ),
        };
        Self {
            direction,
            deciding,
            outcome,
            sentence,
        }
    }
}

/// The first packet of a connection. Filters look at one side and the port alone, so both sides may be the same.
fn request(sample: &Sample, peer: IpAddr) -> Packet {
    Packet::request(
        sample.protocol,
        (peer, Ports::LINUX_EPHEMERAL),
        (peer, sample.port),
    )
}

/// The rules of a group that add nothing: they are part of another one, or nobody in the design is their other side.
pub fn rule_marks(network: &Network, id: &ResourceId) -> Vec<RuleMark> {
    let Some(group) = network.security_group(id) else {
        return Vec::new();
    };
    let rules = group.security_group_rules.iter().enumerate();
    let marks = rules.filter_map(|(place, rule)| {
        let sentence = wider(group, place, rule).or_else(|| nobody(network, rule))?;
        Some(RuleMark { place, sentence })
    });
    marks.collect()
}

/// Another rule that allows all a rule allows; of two that are alike the first stays.
fn wider(group: &SecurityGroup, place: usize, rule: &SecurityGroupRule) -> Option<String> {
    let rules = &group.security_group_rules;
    let mut others = rules
        .iter()
        .enumerate()
        .filter(|(other, _)| *other != place);
    let (_, wider) =
        others.find(|(other, wide)| holds(wide, rule) && (*other < place || !holds(rule, wide)))?;
    Some(if holds(rule, wider) {
        "The same as another rule".to_owned()
    } else {
        format!("Allowed by {} already", in_words(wider))
    })
}

/// Whether a rule allows all that another does, as far as the two tell by themselves.
fn holds(wide: &SecurityGroupRule, rule: &SecurityGroupRule) -> bool {
    let is_egress = |rule: &SecurityGroupRule| rule.is_egress.unwrap_or(false);
    is_egress(wide) == is_egress(rule) && holds_service(wide, rule) && holds_peer(wide, rule)
}

fn holds_service(wide: &SecurityGroupRule, rule: &SecurityGroupRule) -> bool {
    let (Some(protocol), Some(other)) = (&wide.ip_protocol, &rule.ip_protocol) else {
        return false;
    };
    if protocol == "-1" {
        return true;
    }
    let known = [Protocol::Tcp, Protocol::Udp];
    let is_alike =
        |names: [&str; 2]| names.contains(&protocol.as_str()) && names.contains(&other.as_str());
    let has_ports = known
        .iter()
        .any(|known| is_alike(protocol_names(*known, false)));
    if !has_ports {
        return protocol == other
            && (wide.from_port, wide.to_port) == (rule.from_port, rule.to_port);
    }
    let ends = |rule: &SecurityGroupRule| {
        let from = rule.from_port.unwrap_or(-1);
        let to = rule.to_port.unwrap_or(from);
        if from == -1 {
            (0, i32::from(u16::MAX))
        } else {
            (from, to)
        }
    };
    let ((from, to), (first, last)) = (ends(wide), ends(rule));
    from <= first && last <= to
}

fn holds_peer(wide: &SecurityGroupRule, rule: &SecurityGroupRule) -> bool {
    let ipv4 = rule.cidr_ipv4.zip(wide.cidr_ipv4);
    let ipv6 = rule.cidr_ipv6.zip(wide.cidr_ipv6);
    let named =
        |own: &Option<ResourceId>, other: &Option<ResourceId>| own.is_some() && own == other;
    ipv4.is_some_and(|(rule, wide)| wide.contains(&rule))
        || ipv6.is_some_and(|(rule, wide)| wide.contains(&rule))
        || named(&rule.prefix_list_id, &wide.prefix_list_id)
        || named(&rule.referenced_group_id, &wide.referenced_group_id)
}

/// A group on the other side that no interface of the design has.
fn nobody(network: &Network, rule: &SecurityGroupRule) -> Option<String> {
    let group = rule.referenced_group_id.as_ref()?;
    let vpc = network.security_group(group)?.vpc_id.as_ref();
    // The default group is that of everything without one.
    if vpc.and_then(|vpc| network.default_security_group(vpc)) == Some(group) {
        return None;
    }
    let mut owners = network.referrers(group).into_iter();
    let has_member = owners.any(|(owner, _)| {
        let mut interfaces = network.interfaces_of(owner);
        interfaces.any(|interface| carries(network, interface, group))
    });
    (!has_member).then(|| format!("Nothing in the design has {group}, so it allows nobody yet"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_design::t0_with;

    fn sample(peer: &str, port: u16) -> Sample {
        Sample {
            peer: peer.to_owned(),
            protocol: Protocol::Tcp,
            port,
        }
    }

    const GROUP: &str = r#""sg-x": {"Kind": "SecurityGroup", "VpcId": "vpc-c", "SecurityGroupRules": [
        {"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "CidrIpv4": "10.0.0.0/16"},
        {"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "ReferencedGroupId": "sg-cli"},
        {"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "CidrIpv4": "10.0.1.0/24"},
        {"IpProtocol": "tcp", "FromPort": 80, "ToPort": 80, "ReferencedGroupId": "sg-new"}]},
        "sg-new": {"Kind": "SecurityGroup", "VpcId": "vpc-c"}"#;

    #[track_caller]
    fn check_group(peer: &str, port: u16, matching: &[usize], sentence: &str) {
        let network = t0_with(GROUP);
        let id = ResourceId::from("sg-x");
        let said = preview_group(&network, &id, Direction::Ingress, &sample(peer, port)).unwrap();
        assert_eq!(
            (said.matching.as_slice(), said.sentence.as_str()),
            (matching, sentence)
        );
    }

    #[test]
    fn every_rule_that_fits_is_named() {
        check_group(
            "i-client",
            443,
            &[0, 1, 2],
            "Allowed by tcp/443 from 10.0.0.0/16 (SG-01)",
        );
        check_group(
            "10.0.2.7",
            443,
            &[0],
            "Allowed by tcp/443 from 10.0.0.0/16 (SG-01)",
        );
        check_group("10.0.2.7", 22, &[], "Dropped: no ingress rule fits (SG-06)");
    }

    #[test]
    fn a_direction_without_rules_says_so() {
        let network = t0_with(GROUP);
        let id = ResourceId::from("sg-x");
        let said = preview_group(&network, &id, Direction::Egress, &sample("10.0.2.7", 443));
        assert_eq!(said.unwrap().outcome, Outcome::Blocks);
        assert_eq!(
            preview_group(&network, &id, Direction::Egress, &sample("", 443)),
            None
        );
    }

    #[test]
    fn rules_that_add_nothing_are_marked() {
        let marks = rule_marks(&t0_with(GROUP), &ResourceId::from("sg-x"));
        let words: Vec<String> = marks
            .iter()
            .map(|mark| format!("{} {}", mark.place, mark.sentence))
            .collect();
        assert_eq!(
            words,
            [
                "2 Allowed by tcp/443 from 10.0.0.0/16 already",
                "3 Nothing in the design has sg-new, so it allows nobody yet",
            ]
        );
    }

    #[track_caller]
    fn check_acl(entries: &str, request: &str, reply: &str) {
        let network = t0_with(&format!(
            r#""acl-x": {{"Kind": "NetworkAcl", "VpcId": "vpc-c", "Entries": [{entries}]}}"#
        ));
        let id = ResourceId::from("acl-x");
        let said =
            preview_acl(&network, &id, Direction::Ingress, &sample("10.0.2.7", 443)).unwrap();
        assert_eq!(
            (said.request.sentence.as_str(), said.reply.sentence.as_str()),
            (request, reply)
        );
    }

    #[test]
    fn both_ways_through_a_network_acl_are_asked() {
        let request = r#"{"RuleNumber": 100, "Protocol": "6", "PortRange": {"From": 443, "To": 443}, "RuleAction": "allow", "CidrBlock": "10.0.0.0/16"}"#;
        check_acl(
            request,
            "rule 100 allows tcp/443",
            "the last rule, *, denies tcp/32768-60999",
        );
        let reply = r#"{"RuleNumber": 200, "Egress": true, "Protocol": "6", "PortRange": {"From": 1024, "To": 40000}, "RuleAction": "allow", "CidrBlock": "10.0.0.0/16"}"#;
        check_acl(
            &format!("{request}, {reply}"),
            "rule 100 allows tcp/443",
            "rule 200 allows some of tcp/32768-60999, the last rule, *, denies others: connections fail now and then (NACL-10)",
        );
    }
}
