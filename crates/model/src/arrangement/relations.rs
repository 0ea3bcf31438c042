//! Who has to do with whom: pairs of resources that are drawn near each other because one names the other.
//!
//! Only what joins networks counts: services, peering, transit, tunnels, shared resources and names. What stands in one VPC
//! is near anyway. Nothing here says whether traffic passes.

use super::outline::{Counted, count, uncount};
use crate::{Document, Properties, ResourceId, SharedMap, kind::VpcEndpoint};

/// Of each thing, what it is near to: its neighbours in the container it stands in, and what is farther away.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Relations {
    /// Each as often as something leads there.
    near: SharedMap<ResourceId, Counted>,
    /// Endpoint services by the names they go by besides their ids.
    services: SharedMap<String, ResourceId>,
}

impl Relations {
    /// None yet, of a document.
    pub(super) fn new(document: &Document) -> Self {
        let named = document
            .resources()
            .filter_map(|(id, resource)| match &resource.properties {
                Properties::VpcEndpointService(service) => {
                    Some((service.service_name.clone()?, id.clone()))
                }
                _ => None,
            });
        Self {
            near: SharedMap::new(),
            services: named.collect(),
        }
    }

    /// What something has to do with, on its own level and beyond.
    pub(super) fn near(&self, id: &ResourceId) -> impl Iterator<Item = &ResourceId> {
        self.near.get(id).into_iter().flat_map(Counted::keys)
    }

    /// What the properties of a resource name outside of its own VPC.
    pub(super) fn named_by<'a>(&'a self, properties: &'a Properties) -> Vec<&'a str> {
        named_by(properties, &self.services)
    }

    pub(super) fn add(&mut self, id: ResourceId, near: ResourceId) {
        if let Some(known) = self.near.get_mut(&id) {
            count(known, &near);
        } else {
            self.near.insert(id, Counted::from_iter([(near, 1)]));
        }
    }

    pub(super) fn remove(&mut self, id: &ResourceId, near: &ResourceId) {
        let Some(known) = self.near.get_mut(id) else {
            return;
        };
        uncount(known, near);
        if known.is_empty() {
            self.near.remove(id);
        }
    }
}

fn named_by<'a>(
    properties: &'a Properties,
    services: &'a SharedMap<String, ResourceId>,
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
    services: &'a SharedMap<String, ResourceId>,
) -> Vec<&'a str> {
    let service = endpoint.service_name.as_deref().map(|name| {
        let id = services.get(name).map(ResourceId::as_str);
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
