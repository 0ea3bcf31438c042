//! Gives a resource another parent, with an address, range and zone that are right there.
//!
//! References that no longer fit, such as a security group of another VPC, are kept and become findings.

use vpcanvas_model::{
    Document, Properties, Resource, ResourceId, Transaction, address, catalogue,
    kind::{
        NatGateway, Subnet, load_balancer::SubnetMapping, nat_gateway::AvailabilityMode,
        vpc_endpoint::SubnetConfiguration,
    },
};

use crate::{
    addresses::Addresses,
    ranges::{
        Renumbering, free_subnet_range, next_zone, one_subnet_a_zone, range_of, subnets, vpc,
    },
};

/// Records that a resource belongs to another parent; `None` is the canvas.
pub(super) fn reparent(
    document: &Document,
    transaction: &mut Transaction,
    id: &ResourceId,
    parent: Option<&ResourceId>,
) {
    let Some(mut resource) = transaction.resource(document, id).cloned() else {
        return;
    };
    // What is moved together is given addresses together.
    let seen = document.with(transaction);
    let move_in = MoveIn {
        document: &seen,
        id,
        parent,
    };
    let renumbering = move_in.change(&mut resource);
    transaction.set_resource(document, id, Some(resource));
    let names_it = seen.resources();
    let names_it = names_it.filter(|(_, resource)| resource.properties.parent() == Some(id));
    let contents = names_it.filter(|(child, _)| seen.parent(child) == Some(id));
    for (child, resource) in contents {
        if let Some(renumbering) = renumbering {
            let renumbered = renumbering.resource(resource);
            transaction.set_resource(document, child, Some(renumbered));
        }
    }
}

/// A resource on its way into another parent.
struct MoveIn<'a> {
    document: &'a Document,
    id: &'a ResourceId,
    parent: Option<&'a ResourceId>,
}

impl MoveIn<'_> {
    /// Changes the resource, and says what that does to the addresses of what stands in it.
    fn change(&self, resource: &mut Resource) -> Option<Renumbering> {
        let parent = self.parent.cloned();
        match &mut resource.properties {
            Properties::Vpc(vpc) => vpc.owner_id = parent,
            Properties::VpcEndpointService(service) => service.owner_id = parent,
            Properties::PrefixList(list) => list.owner_id = parent,
            Properties::HostedZone(zone) => zone.owner_id = parent,
            Properties::InternetGateway(gateway) => gateway.vpc_id = parent,
            Properties::EgressOnlyInternetGateway(gateway) => gateway.vpc_id = parent,
            Properties::NatGateway(gateway) => self.move_nat_gateway(gateway),
            Properties::TransitGateway(gateway) => gateway.owner_id = parent,
            Properties::TransitGatewayAttachment(attachment) => {
                attachment.transit_gateway_id = parent;
            }
            Properties::TransitGatewayRouteTable(table) => table.transit_gateway_id = parent,
            Properties::VpnGateway(gateway) => gateway.vpc_id = parent,
            Properties::CustomerGateway(gateway) => gateway.owner_id = parent,
            Properties::DhcpOptions(options) => options.owner_id = parent,
            Properties::ResolverEndpoint(endpoint) => endpoint.host_vpc_id = parent,
            Properties::ResolverRule(rule) => rule.owner_id = parent,
            Properties::Profile(profile) => profile.owner_id = parent,
            Properties::ResourceGateway(gateway) => gateway.vpc_identifier = parent,
            Properties::ResourceConfiguration(configuration) => configuration.owner_id = parent,
            Properties::ServiceNetwork(network) => network.owner_id = parent,
            Properties::Note(note) => note.container_id = parent,
            Properties::TargetGroup(group) => group.vpc_id = parent,
            Properties::SecurityGroup(group) => group.vpc_id = parent,
            Properties::NetworkAcl(acl) => acl.vpc_id = parent,
            Properties::RouteTable(table) => table.vpc_id = parent,
            Properties::Listener(listener) => listener.load_balancer_arn = parent,
            Properties::Instance(instance) => instance.subnet_id = parent,
            Properties::NetworkInterface(interface) => interface.subnet_id = parent,
            Properties::Subnet(subnet) => {
                subnet.vpc_id = parent;
                return self.fit_subnet(subnet);
            }
            Properties::VpcEndpoint(endpoint) => {
                endpoint.vpc_id = parent;
                let interfaces = self.interfaces();
                endpoint.subnet_ids = interfaces
                    .iter()
                    .map(|(subnet, _)| subnet.clone())
                    .collect();
                endpoint.subnet_configurations = interfaces
                    .into_iter()
                    .map(|(subnet, ipv4)| SubnetConfiguration {
                        subnet_id: Some(subnet),
                        ipv4,
                        ..SubnetConfiguration::default()
                    })
                    .collect();
            }
            Properties::LoadBalancer(balancer) => {
                balancer.vpc_id = parent;
                balancer.subnet_mappings = self
                    .interfaces()
                    .into_iter()
                    .map(|(subnet, address)| SubnetMapping {
                        subnet_id: Some(subnet),
                        private_ipv4_address: address,
                        ..SubnetMapping::default()
                    })
                    .collect();
            }
            Properties::Account(_)
            | Properties::Other(_)
            | Properties::VpcPeeringConnection(_)
            | Properties::VpnConnection(_) => {}
        }
        self.addresses()
            .renew(self.document, &mut resource.properties);
        None
    }

    /// A NAT gateway stands in a subnet, or in a VPC when it is regional (NAT-01).
    fn move_nat_gateway(&self, gateway: &mut NatGateway) {
        let parent = self.parent.cloned();
        let is_vpc = self
            .parent
            .is_some_and(|id| vpc(self.document, id).is_some());
        (gateway.vpc_id, gateway.subnet_id) = if is_vpc {
            (parent, None)
        } else {
            (None, parent)
        };
        gateway.availability_mode = is_vpc.then_some(AvailabilityMode::Regional);
    }

    fn addresses(&self) -> Addresses {
        Addresses::of(self.document, |other| other == self.id)
    }

    /// Where an endpoint or load balancer has interfaces in a VPC it comes to.
    fn interfaces(&self) -> Vec<(ResourceId, Option<std::net::Ipv4Addr>)> {
        let mut addresses = self.addresses();
        let subnets = self
            .parent
            .map_or_else(Vec::new, |vpc| one_subnet_a_zone(self.document, vpc));
        subnets
            .into_iter()
            .map(|subnet| {
                let range = range_of(self.document, &subnet);
                let address = range.and_then(|range| addresses.take(&subnet, range, None));
                (subnet, address)
            })
            .collect()
    }

    /// Gives a subnet a range of its VPC that is free (VPC-09) and a zone of its Region.
    fn fit_subnet(&self, subnet: &mut Subnet) -> Option<Renumbering> {
        let vpc_id = self.parent?;
        let vpc = vpc(self.document, vpc_id)?;
        if !zone_fits(subnet, vpc.region.as_deref()) {
            subnet.availability_zone_id = next_zone(self.document, vpc_id);
        }
        let from = subnet.cidr_block?;
        let taken: Vec<_> = subnets(self.document, vpc_id)
            .filter(|(other, _)| *other != self.id)
            .filter_map(|(_, other)| other.cidr_block)
            .collect();
        let is_inside = vpc.ipv4_cidr_blocks().any(|range| range.contains(&from));
        if is_inside && !taken.iter().any(|other| address::overlap(*other, from)) {
            return None;
        }
        let to = vpc
            .ipv4_cidr_blocks()
            .find_map(|range| address::first_free_block(range, from.prefix_len(), &taken))
            .or_else(|| free_subnet_range(self.document, vpc_id))?;
        subnet.cidr_block = Some(to);
        Some(Renumbering { from, to })
    }
}

/// Whether the zone of a subnet is one of a Region, as far as the catalogue knows.
fn zone_fits(subnet: &Subnet, region: Option<&str>) -> bool {
    let known = catalogue::regions()
        .iter()
        .find(|known| Some(known.name.as_str()) == region);
    match (known, &subnet.availability_zone_id) {
        (Some(known), Some(zone)) => known.availability_zone_ids.contains(zone),
        _ => true,
    }
}
