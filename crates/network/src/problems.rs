//! The list of problems: what each record lacks or names in vain, and who stands in a circle.

use std::{collections::BTreeSet, sync::Arc};

use petgraph::{algo::tarjan_scc, graph::DiGraph, graph::NodeIndex};
use rustc_hash::FxHashMap;
use vpcanvas_model::{
    Properties, Resource, ResourceId,
    kind::{VpcEndpoint, vpc_endpoint::VpcEndpointType},
};

use crate::{
    Defect, Interface, Problem, Role,
    records::Records,
    reference::{Reference, targets_by_id},
};

/// The problems of a design.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Problems {
    list: BTreeSet<Problem>,
    /// The records that stand in something of a wrong kind: legal containers never lead in a circle, so each circle has one.
    astray: BTreeSet<ResourceId>,
    circles: Vec<Problem>,
}

impl Problems {
    /// Every problem, in the order of components.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Problem> {
        self.list.iter()
    }

    /// Puts what is the matter with a record in the place of what was; returns whether that is something else.
    pub(crate) fn set(&mut self, id: &ResourceId, defects: Vec<Problem>) -> bool {
        let before: Vec<Problem> = self.of(id).cloned().collect();
        for problem in &before {
            self.list.remove(problem);
        }
        let is_other = !same(&before, &defects);
        self.list.extend(defects);
        is_other
    }

    /// Adds what is the matter with a record that has nothing yet.
    pub(crate) fn add(&mut self, defects: Vec<Problem>) {
        self.list.extend(defects);
    }

    /// What is the matter with a record by itself.
    fn of(&self, id: &ResourceId) -> impl Iterator<Item = &Problem> {
        let first = Problem {
            component: id.clone(),
            field: "",
            defect: Defect::Missing { expected: "" },
        };
        self.list
            .range(first..)
            .take_while(move |problem| problem.component == *id)
            .filter(|problem| !matches!(problem.defect, Defect::Cycle { .. }))
    }

    /// Notes whether a record stands in something of a wrong kind; returns whether that is news.
    pub(crate) fn set_astray(&mut self, id: &ResourceId, is_astray: bool) -> bool {
        if is_astray {
            self.astray.insert(id.clone())
        } else {
            self.astray.remove(id)
        }
    }

    /// Lists anew who stands in a circle; returns whether that are others than before.
    pub(crate) fn set_circles(&mut self, records: &Records) -> bool {
        let found = circles(records, &self.astray);
        let before = std::mem::replace(&mut self.circles, found);
        for problem in &before {
            self.list.remove(problem);
        }
        self.list.extend(self.circles.iter().cloned());
        before != self.circles
    }
}
/// What is the matter with a record, given its interfaces.
pub(crate) fn defects(
    records: &Records,
    id: &ResourceId,
    record: &Resource,
    references: &[Reference<'_>],
    interfaces: &[Interface],
) -> Vec<Problem> {
    let problem = |field, defect| Problem {
        component: id.clone(),
        field,
        defect,
    };
    references
        .iter()
        .filter_map(|reference| Some((reference.field, mismatch(records, reference)?)))
        .chain(missing_targets(records, &record.properties))
        .chain(missing(record))
        .chain(missing_addresses(interfaces))
        .map(|(field, defect)| problem(field, defect))
        .collect()
}

fn mismatch(records: &Records, reference: &Reference<'_>) -> Option<Defect> {
    let id = reference.to;
    match records.kind(id.as_str()) {
        None => Some(Defect::Dangling { id: id.clone() }),
        Some(found) if reference.expected.contains(&found) => None,
        Some(found) => Some(Defect::WrongKind {
            id: id.clone(),
            found,
            expected: reference.expected,
        }),
    }
}

fn missing_targets(
    records: &Records,
    properties: &Properties,
) -> impl Iterator<Item = (&'static str, Defect)> {
    let group = match properties {
        Properties::TargetGroup(group) => Some(group),
        _ => None,
    };
    let missing = |id: &ResourceId| records.get(id).is_none();
    group
        .into_iter()
        .flat_map(targets_by_id)
        .filter(missing)
        .map(|id| ("Targets", Defect::Dangling { id }))
}

/// What is absent and without which nothing can be said.
fn missing(record: &Resource) -> impl Iterator<Item = (&'static str, Defect)> {
    let properties = &record.properties;
    let parent = match (properties.parent(), properties.parent_field()) {
        (None, Some(field)) if !record.kind().may_stand_alone() => {
            Some((field, "the resource it stands in"))
        }
        _ => None,
    };
    let absent = match properties {
        Properties::Vpc(vpc) if vpc.cidr_block.is_none() => Some(("CidrBlock", "an IPv4 range")),
        Properties::Subnet(subnet)
            if subnet.cidr_block.is_none() && subnet.ipv6_cidr_block.is_none() =>
        {
            Some(("CidrBlock", "a range inside its VPC"))
        }
        Properties::Subnet(subnet) if subnet.availability_zone_id.is_none() => {
            Some(("AvailabilityZoneId", "a zone id such as use1-az1"))
        }
        Properties::VpcEndpoint(endpoint) => missing_service(endpoint),
        Properties::Listener(listener) if listener.port.is_none() => {
            Some(("Port", "a port from 1 to 65535"))
        }
        _ => None,
    };
    let missing = |(field, expected)| (field, Defect::Missing { expected });
    parent.into_iter().chain(absent).map(missing)
}

/// The field by which an endpoint of its type names what is behind it, while it names nothing.
fn missing_service(endpoint: &VpcEndpoint) -> Option<(&'static str, &'static str)> {
    match endpoint.endpoint_type() {
        VpcEndpointType::Resource | VpcEndpointType::Tunnel => {
            let missing = endpoint.resource_configuration_arn.is_none();
            missing.then_some(("ResourceConfigurationArn", "a resource configuration"))
        }
        VpcEndpointType::ServiceNetwork => {
            let missing = endpoint.service_network_arn.is_none();
            missing.then_some(("ServiceNetworkArn", "a service network"))
        }
        VpcEndpointType::Interface
        | VpcEndpointType::Gateway
        | VpcEndpointType::GatewayLoadBalancer => {
            let missing = endpoint.service_name.is_none();
            missing.then_some(("ServiceName", "the name of a service"))
        }
    }
}

fn missing_addresses(interfaces: &[Interface]) -> Option<(&'static str, Defect)> {
    let without = interfaces
        .iter()
        .find(|interface| interface.addresses.is_empty())?;
    let field = match without.role {
        Role::Instance => "PrivateIpAddress",
        Role::NetworkInterface { .. } => "PrivateIpAddresses",
        Role::VpcEndpoint | Role::GatewayLoadBalancerEndpoint => "SubnetConfigurations",
        Role::LoadBalancerNode | Role::ApplicationLoadBalancerNode => "SubnetMappings",
        // AWS chooses the addresses of a resource gateway, so none is missing (RS-07).
        Role::ResourceGateway => return None,
        Role::ResolverEndpoint => "IpAddresses",
        Role::NatGateway => "NatGatewayAddresses",
    };
    let expected = "an address in each of its subnets";
    Some((field, Defect::Missing { expected }))
}

/// Whether a record stands in something of a wrong kind.
pub(crate) fn is_astray(records: &Records, record: &Resource) -> bool {
    let parent = record.properties.parent();
    let found = parent.and_then(|parent| records.kind(parent.as_str()));
    found.is_some_and(|found| !record.kind().parents().contains(&found))
}

/// The resources that stand in each other, sought among what those that are astray stand in.
fn circles(records: &Records, astray: &BTreeSet<ResourceId>) -> Vec<Problem> {
    let mut graph = DiGraph::<&ResourceId, ()>::new();
    let mut nodes = FxHashMap::default();
    for id in astray {
        let mut inner: Option<NodeIndex> = None;
        let mut next = Some(id);
        while let Some((id, record)) = next.and_then(|id| Some((id, records.get(id)?))) {
            let known = nodes.get(id).copied();
            let node = known.unwrap_or_else(|| graph.add_node(id));
            nodes.insert(id, node);
            if let Some(inner) = inner {
                graph.update_edge(inner, node, ());
            }
            inner = Some(node);
            next = record.properties.parent().filter(|_| known.is_none());
        }
    }
    let stands_in_itself = |node: &NodeIndex| graph.contains_edge(*node, *node);
    tarjan_scc(&graph)
        .iter()
        .filter(|circle| circle.len() > 1 || circle.iter().any(stands_in_itself))
        .flat_map(|circle| {
            let mut ids: Vec<ResourceId> = circle
                .iter()
                .filter_map(|node| graph.node_weight(*node).copied().cloned())
                .collect();
            ids.sort_unstable();
            circle_of(records, &ids.into())
        })
        .collect()
}

fn circle_of(records: &Records, ids: &Arc<[ResourceId]>) -> Vec<Problem> {
    let field = |id| {
        records
            .get(id)
            .and_then(|record| record.properties.parent_field())
    };
    ids.iter()
        .map(|id| Problem {
            component: id.clone(),
            field: field(id).unwrap_or("parent"),
            defect: Defect::Cycle {
                ids: Arc::clone(ids),
            },
        })
        .collect()
}

fn same(before: &[Problem], after: &[Problem]) -> bool {
    let after: BTreeSet<&Problem> = after.iter().collect();
    before.iter().eq(after)
}
