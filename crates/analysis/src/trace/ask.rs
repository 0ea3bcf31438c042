//! Asking the filters on the way: each leaves a step, and an explanation where it says no.

use vpcanvas_model::{ResourceId, kind::NetworkAcl};
use vpcanvas_network::{Interface, Role};

use super::{
    Decision, Outcome, Path, Step,
    path::At,
    ruling::{AclRule, GroupRule},
    vpc::at,
    walk::{Walk, Way},
};
use crate::{
    Code, Direction, Explanation,
    filter::{
        network_acl,
        security_group::{self, Peer},
    },
    not_collected,
    packet::{Packet, Ports},
    remedy::Remedy,
};

/// Asks the groups of an interface; says whether they let the packet pass, as far as the design tells.
pub(crate) fn ask_groups(
    walk: &mut Walk<'_>,
    interface: &Interface,
    direction: Direction,
    peer: Peer<'_>,
) -> bool {
    let reference = match (&interface.role, direction) {
        (Role::VpcEndpoint, Direction::Ingress) => "IE-30",
        (Role::LoadBalancerNode, Direction::Egress) => "NLB-23",
        (Role::ResourceGateway, Direction::Egress) => "RS-06",
        _ => "SG-01",
    };
    let packet = walk.packet;
    let decision = security_group::decide(walk.network, interface, direction, &packet, peer);
    record_groups(
        (&mut walk.path, walk.way),
        at(interface),
        &interface.owner,
        direction,
        packet,
        &decision,
        reference,
    );
    !matches!(
        decision,
        security_group::Decision::NoRules { .. }
            | security_group::Decision::NoMatch { .. }
            | security_group::Decision::DefaultGroup { allowed: false }
    )
}

/// Turns what groups say into a step, and into an explanation where they say no.
pub(crate) fn record_groups(
    (path, way): (&mut Path, Way),
    at: At<'_>,
    owner: &ResourceId,
    direction: Direction,
    packet: Packet,
    decision: &security_group::Decision<'_>,
    reference: &'static str,
) {
    use security_group::Decision as Groups;
    let (component, asked, outcome) = match decision {
        Groups::Unfiltered => (owner, Decision::NoSecurityGroup, Outcome::Passes),
        Groups::Allowed { group, rule } => (
            *group,
            Decision::SecurityGroup {
                direction,
                rule: Some(GroupRule::Written(rule.clone())),
            },
            Outcome::Passes,
        ),
        Groups::DefaultGroup { allowed } => (
            owner,
            Decision::SecurityGroup {
                direction,
                rule: allowed.then_some(GroupRule::OfDefaultGroup),
            },
            Outcome::passing_if(*allowed),
        ),
        Groups::Missing { group } | Groups::Unlisted { list: group } => (
            *group,
            Decision::SecurityGroup {
                direction,
                rule: None,
            },
            Outcome::Unknown,
        ),
        Groups::NoRules { groups } | Groups::NoMatch { groups } => (
            component_of(owner, groups),
            Decision::SecurityGroup {
                direction,
                rule: None,
            },
            Outcome::Blocks,
        ),
    };
    let step = Step::new(component, asked, outcome, packet, reference);
    match way {
        Way::There => path.ask(at, step),
        Way::Back => path.ask_back(at, step),
    }
    if let Groups::Missing { group } = decision {
        let message = format!(
            "{group} is written on {owner} or in a rule there and is not in the design, so what it allows is not known: add it, or take it off"
        );
        path.explain(
            Explanation::new(Code::UnknownResource, group, message, "SG-01").going(direction),
        );
    }
    if let Groups::Unlisted { list } = decision {
        let what = format!("which ranges {list} has, which a group of {owner} allows");
        path.explain(not_collected::open(list, &what, "SG-01").going(direction));
    }
    if outcome == Outcome::Blocks {
        path.explain(refused_by_groups(
            owner, component, direction, packet, decision, reference,
        ));
    }
}

/// The group where there is one, the interface's owner where there are several.
fn component_of<'a>(owner: &'a ResourceId, groups: &[&'a ResourceId]) -> &'a ResourceId {
    match groups {
        [group] => group,
        _ => owner,
    }
}

fn refused_by_groups(
    owner: &ResourceId,
    component: &ResourceId,
    direction: Direction,
    packet: Packet,
    decision: &security_group::Decision<'_>,
    reference: &'static str,
) -> Explanation {
    use security_group::Decision as Groups;
    let (word, peer) = match direction {
        Direction::Ingress => ("from", packet.source),
        Direction::Egress => ("to", packet.destination),
    };
    let wanted = format!("{} {word} {peer}", packet.service());
    let way = direction.as_str();
    let (code, message, groups) = match decision {
        Groups::NoRules { groups } => (
            Code::SgHasNoRules,
            format!(
                "{component} has no {way} rule at all, so {owner} drops {wanted} silently: the client times out"
            ),
            groups.as_slice(),
        ),
        Groups::NoMatch { groups } => (
            Code::EniSgRulesMismatch,
            format!(
                "no {way} rule of {component} allows {wanted} at {owner}: the packet is dropped silently"
            ),
            groups.as_slice(),
        ),
        Groups::DefaultGroup { .. }
        | Groups::Unfiltered
        | Groups::Missing { .. }
        | Groups::Unlisted { .. }
        | Groups::Allowed { .. } => (
            Code::EniSgRulesMismatch,
            format!(
                "{owner} has no security group written, so the default one holds, which admits only its own members and not {wanted}: give {owner} a group"
            ),
            [].as_slice(),
        ),
    };
    let remedies = groups
        .iter()
        .take(1)
        .map(|group| Remedy::AllowInSecurityGroup {
            group: (*group).clone(),
            direction,
            packet,
        });
    Explanation::new(code, component, message, reference)
        .going(direction)
        .mended_by(remedies)
}

/// Asks the network ACL of a subnet about the packet.
pub(crate) fn ask_acl(walk: &mut Walk<'_>, at: At<'_>, subnet: &ResourceId, direction: Direction) {
    let packet = walk.packet;
    let network = walk.network;
    let found = network.network_acl_of(subnet);
    let vpc = network.parent(subnet).filter(|_| found.is_none());
    if vpc.is_some_and(|vpc| not_collected::lacks(network, vpc, "NetworkAcls")) {
        let what = format!("which network ACL {subnet} has");
        return walk.explain(not_collected::open(subnet, &what, "NACL-01").going(direction));
    }
    let Some((id, acl)) = found else {
        let rule = AclRule::OfDefault;
        let decision = Decision::NetworkAcl { direction, rule };
        return walk.ask(at, Step::passing(subnet, decision, packet, "NACL-05"));
    };
    let said = network_acl::decide(acl, direction, &packet);
    let (outcome, rule) = match said {
        network_acl::Decision::Allowed(number)
        | network_acl::Decision::Partly {
            allowed: number, ..
        } => (Outcome::Passes, AclRule::Number(number)),
        network_acl::Decision::Denied(number) => (Outcome::Blocks, AclRule::from(number)),
    };
    let decision = Decision::NetworkAcl { direction, rule };
    walk.ask(at, Step::new(id, decision, outcome, packet, "NACL-02"));
    match said {
        network_acl::Decision::Allowed(_) => return,
        network_acl::Decision::Denied(number) => {
            walk.explain(refused_by_acl(
                id, subnet, direction, packet, number, walk.way,
            ));
        }
        network_acl::Decision::Partly { denied, .. } => {
            let message = format!(
                "{id} lets only some of the ports {} of {subnet} pass ({} denies others): connections fail now and then",
                packet.destination_ports,
                AclRule::from(denied)
            );
            walk.warn(
                Explanation::new(Code::SubnetAclRestriction, id, message, "NACL-10")
                    .going(direction),
            );
        }
    }
    warn_of_ports(walk, id, acl, direction);
}

/// A reply goes to a port the NAT gateway chose, where the ports a client chooses from would pass.
fn warn_of_ports(walk: &mut Walk<'_>, id: &ResourceId, acl: &NetworkAcl, direction: Direction) {
    let Some(gateway) = walk.translator() else {
        return;
    };
    let of_client = Packet {
        destination_ports: Ports::LINUX_EPHEMERAL,
        ..walk.packet
    };
    let said = network_acl::decide(acl, direction, &of_client);
    if !matches!(said, network_acl::Decision::Allowed(_)) {
        return;
    }
    let message = format!(
        "{id} lets replies pass to the ports clients choose, and {gateway} chooses its own from {}",
        Ports::BALANCER_EPHEMERAL
    );
    let code = Code::RemapEphemeralPort;
    walk.warn(Explanation::new(code, id, message, "NACL-07").going(direction));
}

fn refused_by_acl(
    acl: &ResourceId,
    subnet: &ResourceId,
    direction: Direction,
    packet: Packet,
    denied_by: Option<u16>,
    way: Way,
) -> Explanation {
    let what = match way {
        Way::There => "the request",
        Way::Back => "the reply, which a stateless filter has to allow too,",
    };
    let message = format!(
        "{} of {acl} drops {what} ({packet}) at the border of {subnet}",
        AclRule::from(denied_by)
    );
    let message = message.replacen("its", "the", 1);
    let reference = if way == Way::Back {
        "NACL-03"
    } else {
        "NACL-02"
    };
    Explanation::new(Code::SubnetAclRestriction, acl, message, reference)
        .going(direction)
        .mended_by([Remedy::AllowInNetworkAcl {
            acl: acl.clone(),
            direction,
            packet,
            denied_by,
        }])
}
