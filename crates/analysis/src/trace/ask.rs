//! Asking the filters and tables on the way: each leaves a step, and an explanation where it says no.

use vpcanvas_model::{ResourceId, kind::route_table::RouteState};
use vpcanvas_network::{Interface, Network, Role};

use super::{Decision, Outcome, Path, Step, path::At, vpc::at};
use crate::{
    Code, Direction, Explanation,
    filter::{
        network_acl,
        security_group::{self, Peer},
    },
    not_collected,
    packet::Packet,
    remedy::Remedy,
    route::{self, Choice},
};

/// Whether a step belongs to the packet or to its reply.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    There,
    Back,
}

impl Way {
    fn ask(self, path: &mut Path, at: At<'_>, step: Step) {
        match self {
            Self::There => path.ask(at, step),
            Self::Back => path.ask_back(at, step),
        }
    }
}

pub(crate) fn ask_groups(
    network: &Network,
    path: &mut Path,
    interface: &Interface,
    direction: Direction,
    packet: Packet,
    peer: Peer<'_>,
) {
    let reference = match (&interface.role, direction) {
        (Role::VpcEndpoint, Direction::Ingress) => "IE-30",
        (Role::LoadBalancerNode, Direction::Egress) => "NLB-23",
        (Role::ResourceGateway, Direction::Egress) => "RS-06",
        _ => "SG-01",
    };
    let decision = security_group::decide(network, interface, direction, &packet, peer);
    record_groups(
        path,
        at(interface),
        &interface.owner,
        direction,
        packet,
        &decision,
        reference,
    );
}

/// Turns what groups say into a step, and into an explanation where they say no.
pub(crate) fn record_groups(
    path: &mut Path,
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
                rule: Some(security_group::in_words(rule)),
            },
            Outcome::Passes,
        ),
        Groups::DefaultGroup { allowed } => (
            owner,
            Decision::SecurityGroup {
                direction,
                rule: allowed.then(|| "of the default security group".to_owned()),
            },
            if *allowed {
                Outcome::Passes
            } else {
                Outcome::Blocks
            },
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
    path.ask(at, Step::new(component, asked, outcome, packet, reference));
    if let Groups::Missing { group } = decision {
        let message = format!(
            "{group} is written on {owner} and is not in the design, so what it allows is not known: add it, or take it off"
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

pub(crate) fn ask_acl(
    network: &Network,
    path: &mut Path,
    interface: &Interface,
    subnet: &ResourceId,
    direction: Direction,
    packet: Packet,
    way: Way,
) {
    let found = network.network_acl_of(subnet);
    if found.is_none() && not_collected::lacks(network, &interface.vpc, "NetworkAcls") {
        let what = format!("which network ACL {subnet} has");
        return path.explain(not_collected::open(subnet, &what, "NACL-01").going(direction));
    }
    let Some((id, acl)) = found else {
        let rule = "the default network ACL, which allows everything".to_owned();
        let step = Step::passing(
            subnet,
            Decision::NetworkAcl { direction, rule },
            packet,
            "NACL-05",
        );
        return way.ask(path, at(interface), step);
    };
    let decision = network_acl::decide(acl, direction, &packet);
    let (outcome, rule) = match decision {
        network_acl::Decision::Allowed(number) => (Outcome::Passes, rule_words(Some(number))),
        network_acl::Decision::Partly { allowed, .. } => {
            (Outcome::Passes, rule_words(Some(allowed)))
        }
        network_acl::Decision::Denied(number) => (Outcome::Blocks, rule_words(number)),
    };
    let step = Step::new(
        id,
        Decision::NetworkAcl { direction, rule },
        outcome,
        packet,
        "NACL-02",
    );
    way.ask(path, at(interface), step);
    match decision {
        network_acl::Decision::Allowed(_) => {}
        network_acl::Decision::Denied(number) => {
            path.explain(refused_by_acl(id, subnet, direction, packet, number, way));
        }
        network_acl::Decision::Partly { denied, .. } => {
            let message = format!(
                "{id} lets only some of the ports {} of {subnet} pass ({} denies others): connections fail now and then",
                packet.destination_ports,
                rule_words(denied)
            );
            path.warn(
                Explanation::new(Code::SubnetAclRestriction, id, message, "NACL-10")
                    .going(direction),
            );
        }
    }
}

fn rule_words(number: Option<u16>) -> String {
    number.map_or_else(
        || "its last rule *".to_owned(),
        |number| format!("its rule {number}"),
    )
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
        rule_words(denied_by)
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

/// Asks the route table of the interface's subnet; says whether the packet stays in the VPC.
pub(crate) fn ask_route(
    network: &Network,
    path: &mut Path,
    interface: &Interface,
    packet: Packet,
    way: Way,
) -> bool {
    let subnet = &interface.subnet;
    let choice = route::choose(network, subnet, packet.destination);
    if let Some(unknown) = route::not_collected(network, &interface.vpc, subnet, &choice) {
        path.explain(unknown);
        return matches!(choice, Choice::Local { .. });
    }
    let table_or_vpc = |table: Option<&ResourceId>| table.unwrap_or(&interface.vpc).clone();
    let (component, route, outcome, reference) = match &choice {
        Choice::Local { table, range } => (
            table_or_vpc(*table),
            Some((range.to_string(), "local".to_owned())),
            Outcome::Passes,
            "RT-02",
        ),
        Choice::Drawn {
            table,
            range,
            route,
        } => {
            let target = route.target().unwrap_or("nothing").to_owned();
            let blackhole = route.state == Some(RouteState::Blackhole);
            let outcome = if blackhole {
                Outcome::Blocks
            } else {
                Outcome::Unknown
            };
            (
                (*table).clone(),
                Some((range.to_string(), target)),
                outcome,
                if blackhole { "RT-09" } else { "RT-03" },
            )
        }
        Choice::None { table } => (table_or_vpc(*table), None, Outcome::Blocks, "RT-10"),
    };
    let step = Step::new(
        &component,
        Decision::Route { route },
        outcome,
        packet,
        reference,
    );
    way.ask(path, at(interface), step);
    match choice {
        Choice::Local { .. } => return true,
        Choice::None { .. } => path.explain(Explanation::new(
            Code::NoRouteToDestination,
            &component,
            format!("{component} has no route for {}, so packets from {subnet} are dropped: add a route, or use an address in the VPC", packet.destination),
            "RT-10",
        )),
        Choice::Drawn { route, range, .. } => path.explain(drawn_route(&component, route.state, route.target(), range)),
    }
    false
}

fn drawn_route(
    table: &ResourceId,
    state: Option<RouteState>,
    target: Option<&str>,
    range: ipnet::IpNet,
) -> Explanation {
    let target = target.unwrap_or("nothing");
    if state == Some(RouteState::Blackhole) {
        let message = format!(
            "the route {range} of {table} leads to {target}, which is gone: it still wins and discards the packet"
        );
        return Explanation::new(Code::BadStateRoute, table, message, "RT-09");
    }
    let message = format!(
        "the route {range} of {table} leads to {target}; paths out of the VPC are not analysed by this version"
    );
    Explanation::new(Code::UnsupportedComponent, table, message, "RT-03")
}
