//! What a load balancer lacks: a listener, a target group behind it, a target in it, a subnet in a zone (NLB-05, TG-06, TG-07,
//! ES-17).

use vpcanvas_model::{
    Kind, Properties, Protocol, Resource, ResourceId, Transaction,
    kind::{
        Listener,
        listener::{ListenerAction, ListenerProtocol},
        load_balancer::SubnetMapping,
        target_group::{Target, TargetType},
        vpc_endpoint::IpAddressType,
    },
};
use vpcanvas_network::Network;

use crate::{
    Code, Explanation, Fix, Question,
    finding::{
        each,
        edit::{edit, free_address},
    },
};

pub(super) fn suggest(
    network: &Network,
    question: &Question,
    explanation: &Explanation,
) -> Vec<Fix> {
    let id = &explanation.component;
    match explanation.code {
        Code::Elbv2ListenersMismatch => new_listener(network, question, id),
        Code::Elbv2ListenerPortRestriction | Code::ProtocolRestriction => {
            other_listener(network, question, id).into_iter().collect()
        }
        Code::Elbv2ListenerRequiresTgAccept => speak(network, question, id).into_iter().collect(),
        Code::Elbv2ListenerHasNoTg if network.listener(id).is_some() => with_group(network, id),
        Code::Elbv2ListenerHasNoTg | Code::Elbv2NoTargetsInAz => with_target(network, id),
        Code::ElbNotCrosszone => groups_of(network, id)
            .into_iter()
            .flat_map(|group| with_target(network, group))
            .collect(),
        Code::ElbInstalledAzRestriction => balancers_of(network, id)
            .into_iter()
            .flat_map(|balancer| with_subnet(network, balancer))
            .collect(),
        Code::CfgAddressFamily => dualstack(network, id).into_iter().collect(),
        _ => Vec::new(),
    }
}

fn spoken(protocol: Protocol) -> ListenerProtocol {
    match protocol {
        Protocol::Udp => ListenerProtocol::Udp,
        Protocol::Tcp | Protocol::Icmp => ListenerProtocol::Tcp,
    }
}

/// The target groups a load balancer leads to already, else those of its VPC.
fn groups_of<'a>(network: &'a Network, balancer: &'a ResourceId) -> Vec<&'a ResourceId> {
    let mut groups: Vec<&ResourceId> = network
        .listeners_of(balancer)
        .flat_map(|(_, listener)| &listener.default_actions)
        .filter_map(|action| action.target_group_arn.as_ref())
        .collect();
    let vpc = network.document().parent(balancer);
    let others = each::target_groups(network).filter(|(_, group)| group.vpc_id.as_ref() == vpc);
    for (id, _) in others {
        if !groups.contains(&id) {
            groups.push(id);
        }
    }
    groups
}

/// The load balancers that lead to a target group.
fn balancers_of<'a>(network: &'a Network, group: &ResourceId) -> Vec<&'a ResourceId> {
    each::listeners(network)
        .filter(|(_, listener)| {
            let mut groups = listener
                .default_actions
                .iter()
                .filter_map(|action| action.target_group_arn.as_ref());
            groups.any(|other| other == group)
        })
        .filter_map(|(_, listener)| listener.load_balancer_arn.as_ref())
        .collect()
}

fn forward_to(group: &ResourceId) -> ListenerAction {
    ListenerAction {
        action_type: Some("forward".to_owned()),
        target_group_arn: Some(group.clone()),
        ..ListenerAction::default()
    }
}

fn new_listener(network: &Network, question: &Question, balancer: &ResourceId) -> Vec<Fix> {
    if network.load_balancer(balancer).is_none() {
        return Vec::new();
    }
    let document = network.document();
    let protocol = spoken(question.protocol);
    groups_of(network, balancer)
        .into_iter()
        .map(|group| {
            let title = format!(
                "Add a listener for {} on port {} to {balancer}, for {group}",
                protocol.as_str(),
                question.port
            );
            let listener = Listener {
                load_balancer_arn: Some(balancer.clone()),
                protocol: Some(protocol),
                port: Some(question.port),
                default_actions: vec![forward_to(group)],
                ..Listener::default()
            };
            let mut transaction = Transaction::new(title.clone());
            let id = document.free_id(Kind::Listener);
            transaction.set_resource(
                document,
                &id,
                Some(Resource::new(Properties::Listener(listener))),
            );
            Fix { title, transaction }
        })
        .collect()
}

/// Lets a listener take the port and protocol that are asked for.
fn other_listener(network: &Network, question: &Question, id: &ResourceId) -> Option<Fix> {
    network.listener(id)?;
    let protocol = spoken(question.protocol);
    let title = format!(
        "Let {id} listen for {} on port {}",
        protocol.as_str(),
        question.port
    );
    edit(network, id, title, |properties| {
        if let Properties::Listener(listener) = properties {
            listener.protocol = Some(protocol);
            listener.port = Some(question.port);
        }
    })
}

fn speak(network: &Network, question: &Question, id: &ResourceId) -> Option<Fix> {
    let protocol = spoken(question.protocol);
    edit(
        network,
        id,
        format!("Let {id} speak {}", protocol.as_str()),
        |properties| {
            if let Properties::TargetGroup(group) = properties {
                group.protocol = Some(protocol);
            }
        },
    )
}

fn with_group(network: &Network, listener: &ResourceId) -> Vec<Fix> {
    let Some(balancer) = network.document().parent(listener) else {
        return Vec::new();
    };
    groups_of(network, balancer)
        .into_iter()
        .filter_map(|group| {
            edit(
                network,
                listener,
                format!("Let {listener} forward to {group}"),
                |properties| {
                    if let Properties::Listener(listener) = properties {
                        listener.default_actions = vec![forward_to(group)];
                    }
                },
            )
        })
        .collect()
}

/// Registers what may be a target: instances of the VPC, or their addresses.
fn with_target(network: &Network, group: &ResourceId) -> Vec<Fix> {
    let Some(drawn) = network.target_group(group) else {
        return Vec::new();
    };
    let vpc = drawn.vpc_id.as_ref();
    let by_address = drawn.target_kind() == TargetType::Ip;
    let registered = |name: &str| {
        drawn
            .targets
            .iter()
            .any(|target| target.id.as_deref() == Some(name))
    };
    each::instances(network)
        .filter_map(|(id, _)| Some((id, network.primary_interface(id)?)))
        .filter(|(_, interface)| Some(&interface.vpc) == vpc)
        .filter_map(|(id, interface)| {
            let name = if by_address {
                interface.address()?.to_string()
            } else {
                id.to_string()
            };
            (drawn.target_kind() != TargetType::Alb && !registered(&name)).then_some(name)
        })
        .filter_map(|name| {
            edit(
                network,
                group,
                format!("Register {name} in {group}"),
                |properties| {
                    if let Properties::TargetGroup(group) = properties {
                        group.targets.push(Target {
                            id: Some(name.clone()),
                            ..Target::default()
                        });
                    }
                },
            )
        })
        .collect()
}

/// Gives a load balancer a node in a zone where it has none.
pub(super) fn with_subnet(network: &Network, balancer: &ResourceId) -> Vec<Fix> {
    let Some(vpc) = network.document().parent(balancer) else {
        return Vec::new();
    };
    let zones: Vec<Option<&str>> = network
        .interfaces_of(balancer)
        .map(|node| node.zone.as_deref())
        .collect();
    network
        .subnets(vpc)
        .filter(|(_, subnet)| !zones.contains(&subnet.availability_zone_id.as_deref()))
        .filter_map(|(subnet, drawn)| {
            let zone = drawn.availability_zone_id.as_deref()?;
            let address = free_address(network, subnet);
            edit(
                network,
                balancer,
                format!("Add {subnet} in {zone} to {balancer}"),
                |properties| {
                    if let Properties::LoadBalancer(balancer) = properties {
                        balancer.subnet_mappings.push(SubnetMapping {
                            subnet_id: Some(subnet.clone()),
                            private_ipv4_address: address,
                            ..SubnetMapping::default()
                        });
                    }
                },
            )
        })
        .collect()
}

fn dualstack(network: &Network, id: &ResourceId) -> Option<Fix> {
    edit(
        network,
        id,
        format!("Make {id} dualstack"),
        |properties| match properties {
            Properties::LoadBalancer(balancer) => {
                balancer.ip_address_type = Some(IpAddressType::Dualstack);
            }
            Properties::VpcEndpointService(service) => {
                service.supported_ip_address_types = ["ipv4", "ipv6"].map(str::to_owned).into();
            }
            _ => {}
        },
    )
}
