//! What a resource is drawn in, and where it has interfaces, by what its fields say.

use crate::{Document, Kind, Properties, ResourceId};

impl Document {
    /// The container a resource is drawn in: the nearest of its ancestors that is one.
    pub fn container<'a>(&'a self, id: &'a ResourceId) -> Option<&'a ResourceId> {
        self.ancestors(id).find(|ancestor| {
            self.resource(ancestor)
                .is_some_and(|resource| resource.kind().is_container())
        })
    }

    /// The subnets something that stands beside them has an interface in, each once and as far as they exist: an
    /// endpoint, load balancer, Resolver endpoint, resource gateway or transit gateway attachment.
    pub fn interface_subnets(&self, owner: &ResourceId) -> Vec<ResourceId> {
        let mut found: Vec<ResourceId> = Vec::new();
        let owner = self.resource(owner);
        for subnet in owner
            .into_iter()
            .flat_map(|owner| owner.properties.subnets())
        {
            let is_subnet = self
                .resource(subnet)
                .is_some_and(|resource| resource.kind() == Kind::Subnet);
            if is_subnet && !found.contains(subnet) {
                found.push(subnet.clone());
            }
        }
        found
    }
}

impl Properties {
    /// What is named as the subnets of what has interfaces in some and stands beside them.
    pub(super) fn subnets(&self) -> impl Iterator<Item = &ResourceId> {
        let subnets: Vec<&ResourceId> = match self {
            Self::VpcEndpoint(endpoint) => endpoint.subnet_ids.iter().collect(),
            Self::LoadBalancer(balancer) => balancer
                .subnet_mappings
                .iter()
                .filter_map(|mapping| mapping.subnet_id.as_ref())
                .collect(),
            Self::ResolverEndpoint(endpoint) => endpoint
                .ip_addresses
                .iter()
                .filter_map(|address| address.subnet_id.as_ref())
                .collect(),
            Self::ResourceGateway(gateway) => gateway.subnet_ids.iter().collect(),
            Self::TransitGatewayAttachment(attachment) => attachment.subnet_ids.iter().collect(),
            _ => Vec::new(),
        };
        subnets.into_iter()
    }
}
