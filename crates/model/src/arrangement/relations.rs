//! Who has to do with whom: pairs of resources that are drawn near each other because one names the other.
//!
//! Only what joins networks counts: services, peering, transit, tunnels, shared resources and names. What stands in one VPC
//! is near anyway. Nothing here says whether traffic passes.

use std::collections::{BTreeMap, BTreeSet};

use super::outline::Outline;
use crate::{Document, Properties, ResourceId, kind::VpcEndpoint};

/// Of each thing, what it is near to: its neighbours in the container it stands in, and what is farther away.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Relations {
    near: BTreeMap<ResourceId, BTreeSet<ResourceId>>,
}

impl Relations {
    pub(super) fn of(document: &Document, outline: &Outline) -> Self {
        let mut relations = Self::default();
        let services = services_by_name(document);
        for (id, resource) in document.resources() {
            for other in named_by(&resource.properties, &services) {
                if let Some(other) = document.id(other) {
                    relations.join(outline, id, other);
                }
            }
        }
        relations
    }

    /// What something has to do with, on its own level and beyond.
    pub(super) fn near(&self, id: &ResourceId) -> impl Iterator<Item = &ResourceId> {
        self.near.get(id).into_iter().flatten()
    }

    /// Joins two resources, and what they stand in as far as it is not the same.
    fn join(&mut self, outline: &Outline, one: &ResourceId, other: &ResourceId) {
        let (mut one, mut other) = (outwards(outline, one), outwards(outline, other));
        while one.last().is_some() && one.last() == other.last() {
            one.pop();
            other.pop();
        }
        // Without a last one, one holds the other.
        if let (Some(one_root), Some(other_root)) = (one.last(), other.last()) {
            for id in &one {
                self.add(id, other_root);
            }
            for id in &other {
                self.add(id, one_root);
            }
        }
    }

    fn add(&mut self, id: &ResourceId, near: &ResourceId) {
        let known = self.near.entry(id.clone()).or_default();
        known.insert(near.clone());
    }
}

/// Something and the containers around it; what is drawn beside what it belongs to stands for that.
fn outwards<'a>(outline: &'a Outline, id: &'a ResourceId) -> Vec<&'a ResourceId> {
    let tile = outline.attached_to(id).unwrap_or(id);
    std::iter::once(tile).chain(outline.holders(tile)).collect()
}

/// Endpoint services by the names they go by besides their ids.
fn services_by_name(document: &Document) -> BTreeMap<&str, &ResourceId> {
    let names = document
        .resources()
        .filter_map(|(id, resource)| match &resource.properties {
            Properties::VpcEndpointService(service) => Some((service.service_name.as_deref()?, id)),
            _ => None,
        });
    names.collect()
}

/// What the properties of a resource name outside of its own VPC.
fn named_by<'a>(
    properties: &'a Properties,
    services: &BTreeMap<&'a str, &'a ResourceId>,
) -> Vec<&'a str> {
    let ids = |ids: &'a [ResourceId]| ids.iter().map(ResourceId::as_str);
    match properties {
        Properties::VpcEndpoint(endpoint) => endpoint_names(endpoint, services),
        Properties::VpcEndpointService(service) => ids(&service.network_load_balancer_arns)
            .chain(ids(&service.gateway_load_balancer_arns))
            .collect(),
        Properties::HostedZone(zone) => some(zone.vpcs.iter().map(|vpc| &vpc.vpc_id)),
        Properties::VpcPeeringConnection(peering) => {
            let sides = [&peering.requester_vpc_info, &peering.accepter_vpc_info];
            some(sides.into_iter().flatten().map(|side| &side.vpc_id))
        }
        Properties::TransitGatewayAttachment(attachment) => some([&attachment.resource_id]),
        Properties::VpnConnection(vpn) => some([
            &vpn.customer_gateway_id,
            &vpn.vpn_gateway_id,
            &vpn.transit_gateway_id,
        ]),
        Properties::Vpc(vpc) => some([&vpc.dhcp_options_id]),
        Properties::ResolverRule(rule) => some([&rule.resolver_endpoint_id])
            .into_iter()
            .chain(ids(&rule.vpc_ids))
            .collect(),
        Properties::Profile(profile) => ids(&profile.vpc_ids)
            .chain(ids(&profile.resource_arns))
            .collect(),
        Properties::ResourceConfiguration(configuration) => some([
            &configuration.resource_gateway_id,
            &configuration.resource_configuration_group_id,
        ]),
        Properties::ServiceNetwork(network) => ids(&network.resource_configuration_ids)
            .chain(ids(&network.vpc_ids))
            .collect(),
        _ => Vec::new(),
    }
}

fn endpoint_names<'a>(
    endpoint: &'a VpcEndpoint,
    services: &BTreeMap<&'a str, &'a ResourceId>,
) -> Vec<&'a str> {
    let service = endpoint.service_name.as_deref().map(|name| {
        let id = services.get(name).map(|id| id.as_str());
        id.unwrap_or_else(|| name.rsplit('.').next().unwrap_or(name))
    });
    let shared = some([
        &endpoint.resource_configuration_arn,
        &endpoint.service_network_arn,
    ]);
    service.into_iter().chain(shared).collect()
}

fn some<'a>(ids: impl IntoIterator<Item = &'a Option<ResourceId>>) -> Vec<&'a str> {
    let ids = ids.into_iter().flatten();
    ids.map(ResourceId::as_str).collect()
}
