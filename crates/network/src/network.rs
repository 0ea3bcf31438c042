//! The network: the document with its references followed and its addresses indexed.

use std::{collections::BTreeMap, net::IpAddr};

use petgraph::{
    algo::tarjan_scc,
    graph::{DiGraph, NodeIndex},
    visit::EdgeRef,
};
use vpcanvas_model::{
    Document, Kind, Properties, Resource, ResourceId,
    kind::{
        CustomerGateway, DhcpOptions, HostedZone, Instance, Listener, LoadBalancer, NetworkAcl,
        Profile, ResolverEndpoint, ResolverRule, ResourceConfiguration, ResourceGateway,
        RouteTable, SecurityGroup, ServiceNetwork, Subnet, TargetGroup, TransitGateway,
        TransitGatewayAttachment, Vpc, VpcEndpoint, VpcEndpointService, VpcPeeringConnection,
        vpc_endpoint::VpcEndpointType,
    },
};

use crate::{
    Defect, Interface, Problem, Service,
    interface::interfaces,
    reference::{references, targets_by_id},
    service::service_of,
};

/// A document as a network.
#[derive(Debug, Default)]
pub struct Network {
    document: Document,
    problems: Vec<Problem>,
    /// Which resource names which, by field.
    graph: DiGraph<ResourceId, &'static str>,
    nodes: BTreeMap<ResourceId, NodeIndex>,
    interfaces: Vec<Interface>,
    by_kind: BTreeMap<Kind, Vec<ResourceId>>,
    by_owner: BTreeMap<ResourceId, Vec<usize>>,
    by_address: BTreeMap<(ResourceId, IpAddr), usize>,
    primaries: BTreeMap<ResourceId, usize>,
    default_groups: BTreeMap<ResourceId, ResourceId>,
    subnets: BTreeMap<ResourceId, Vec<ResourceId>>,
    route_tables: BTreeMap<ResourceId, ResourceId>,
    main_route_tables: BTreeMap<ResourceId, ResourceId>,
    acls: BTreeMap<ResourceId, ResourceId>,
    default_acls: BTreeMap<ResourceId, ResourceId>,
    listeners: BTreeMap<ResourceId, Vec<ResourceId>>,
}

/// Follows the references of a document.
pub fn resolve(document: &Document) -> Network {
    let mut network = Network {
        document: document.clone(),
        interfaces: interfaces(document),
        ..Network::default()
    };
    network.index_interfaces();
    network.index_references();
    network.index_associations();
    network.list_missing();
    network.list_cycles();
    network.problems.sort();
    network.problems.dedup();
    network
}

macro_rules! of_kind {
    ($($(#[$doc:meta])* $name:ident: $kind:ident),* $(,)?) => {
        impl Network {
            $($(#[$doc])*
            pub fn $name(&self, id: &ResourceId) -> Option<&$kind> {
                match &self.document.resource(id)?.properties {
                    Properties::$kind(properties) => Some(properties),
                    _ => None,
                }
            })*
        }
    };
}

of_kind! {
    /// The VPC with an id.
    vpc: Vpc,
    /// The subnet with an id.
    subnet: Subnet,
    /// The instance with an id.
    instance: Instance,
    /// The endpoint with an id.
    endpoint: VpcEndpoint,
    /// The endpoint service with an id.
    endpoint_service: VpcEndpointService,
    /// The load balancer with an id.
    load_balancer: LoadBalancer,
    /// The listener with an id.
    listener: Listener,
    /// The target group with an id.
    target_group: TargetGroup,
    /// The security group with an id.
    security_group: SecurityGroup,
    /// The network ACL with an id.
    network_acl: NetworkAcl,
    /// The route table with an id.
    route_table: RouteTable,
    /// The hosted zone with an id.
    hosted_zone: HostedZone,
    /// The resource gateway with an id.
    resource_gateway: ResourceGateway,
    /// The resource configuration with an id.
    resource_configuration: ResourceConfiguration,
    /// The service network with an id.
    service_network: ServiceNetwork,
    /// The DHCP option set with an id.
    dhcp_options: DhcpOptions,
    /// The Resolver endpoint with an id.
    resolver_endpoint: ResolverEndpoint,
    /// The Resolver rule with an id.
    resolver_rule: ResolverRule,
    /// The Route 53 Profile with an id.
    profile: Profile,
    /// The on-premises network with an id.
    customer_gateway: CustomerGateway,
    /// The peering connection with an id.
    peering_connection: VpcPeeringConnection,
    /// The transit gateway with an id.
    transit_gateway: TransitGateway,
    /// The transit gateway attachment with an id.
    transit_gateway_attachment: TransitGatewayAttachment,
}

impl Network {
    /// The document this is the network of.
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// What is missing or contradictory, in the order of components.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// Every interface, in the order of owners.
    pub fn interfaces(&self) -> &[Interface] {
        &self.interfaces
    }

    /// The interfaces of an instance, network interface, endpoint or load balancer.
    pub fn interfaces_of(&self, owner: &ResourceId) -> impl Iterator<Item = &Interface> {
        let positions = self
            .by_owner
            .get(owner)
            .map(Vec::as_slice)
            .unwrap_or_default();
        positions
            .iter()
            .filter_map(|position| self.interfaces.get(*position))
    }

    /// The primary interface of an instance, whether implied or drawn.
    pub fn primary_interface(&self, instance: &ResourceId) -> Option<&Interface> {
        self.interfaces.get(*self.primaries.get(instance)?)
    }

    /// The security group of a VPC that AWS makes with it, where it is drawn under its name `default` (SG-02).
    pub fn default_security_group(&self, vpc: &ResourceId) -> Option<&ResourceId> {
        self.default_groups.get(vpc)
    }

    /// What stands at an address of a VPC.
    pub fn interface_at(&self, vpc: &ResourceId, address: IpAddr) -> Option<&Interface> {
        let position = self.by_address.get(&(vpc.clone(), address))?;
        self.interfaces.get(*position)
    }

    /// The subnet of a VPC that an address lies in.
    pub fn subnet_at(&self, vpc: &ResourceId, address: IpAddr) -> Option<(&ResourceId, &Subnet)> {
        self.subnets(vpc).find(|(_, subnet)| match address {
            IpAddr::V4(address) => subnet
                .cidr_block
                .is_some_and(|block| block.contains(&address)),
            IpAddr::V6(address) => subnet
                .ipv6_cidr_block
                .is_some_and(|block| block.contains(&address)),
        })
    }

    /// The subnets of a VPC, in the order of ids.
    pub fn subnets(&self, vpc: &ResourceId) -> impl Iterator<Item = (&ResourceId, &Subnet)> {
        let ids = self.subnets.get(vpc).map(Vec::as_slice).unwrap_or_default();
        ids.iter().filter_map(|id| Some((id, self.subnet(id)?)))
    }

    /// Every resource of a kind, in the order of ids.
    pub fn resources(&self, kind: Kind) -> impl Iterator<Item = (&ResourceId, &Resource)> {
        let ids = self.by_kind.get(&kind).map(Vec::as_slice);
        ids.unwrap_or_default()
            .iter()
            .filter_map(|id| Some((id, self.document.resource(id)?)))
    }

    /// The route table a subnet uses: its own, else the main one of its VPC (RT-01); `None` while neither is drawn.
    pub fn route_table_of(&self, subnet: &ResourceId) -> Option<(&ResourceId, &RouteTable)> {
        let id = self.route_tables.get(subnet).or_else(|| {
            let vpc = self.document.parent(subnet)?;
            self.main_route_tables.get(vpc)
        })?;
        Some((id, self.route_table(id)?))
    }

    /// The network ACL of a subnet: its own, else the default one of its VPC (NACL-01); `None` while neither is drawn.
    pub fn network_acl_of(&self, subnet: &ResourceId) -> Option<(&ResourceId, &NetworkAcl)> {
        let id = self.acls.get(subnet).or_else(|| {
            let vpc = self.document.parent(subnet)?;
            self.default_acls.get(vpc)
        })?;
        Some((id, self.network_acl(id)?))
    }

    /// The listeners of a load balancer, in the order of ids.
    pub fn listeners_of(
        &self,
        balancer: &ResourceId,
    ) -> impl Iterator<Item = (&ResourceId, &Listener)> {
        let ids = self
            .listeners
            .get(balancer)
            .map(Vec::as_slice)
            .unwrap_or_default();
        ids.iter().filter_map(|id| Some((id, self.listener(id)?)))
    }

    /// What stands behind an endpoint, `None` while it names no service.
    pub fn service_of(&self, endpoint: &ResourceId) -> Option<Service<'_>> {
        service_of(&self.document, self.endpoint(endpoint)?)
    }

    /// Whether an endpoint names a Region for its service that is not its own (IE-80); zones need not match then (IE-84).
    pub fn is_cross_region(&self, endpoint: &ResourceId) -> bool {
        let named = self
            .endpoint(endpoint)
            .and_then(|endpoint| endpoint.service_region.as_deref());
        named.is_some() && named != self.document.region(endpoint)
    }

    /// The resources that name a resource, with the field, in the order of ids.
    pub fn referrers(&self, id: &ResourceId) -> Vec<(&ResourceId, &'static str)> {
        let Some(node) = self.nodes.get(id) else {
            return Vec::new();
        };
        let mut referrers: Vec<_> = self
            .graph
            .edges_directed(*node, petgraph::Direction::Incoming)
            .filter_map(|edge| Some((self.graph.node_weight(edge.source())?, *edge.weight())))
            .collect();
        referrers.sort();
        referrers
    }

    fn index_interfaces(&mut self) {
        for (position, interface) in self.interfaces.iter().enumerate() {
            self.by_owner
                .entry(interface.owner.clone())
                .or_default()
                .push(position);
            if let (true, Some(instance)) =
                (interface.is_primary_of_instance(), interface.instance())
            {
                let primary = self.primaries.entry(instance.clone());
                primary.or_insert(position);
            }
            for address in &interface.addresses {
                self.by_address
                    .entry((interface.vpc.clone(), *address))
                    .or_insert(position);
            }
        }
    }

    fn index_references(&mut self) {
        for (id, resource) in self.document.resources() {
            let of_its_kind = self.by_kind.entry(resource.kind()).or_default();
            of_its_kind.push(id.clone());
            self.nodes
                .insert(id.clone(), self.graph.add_node(id.clone()));
        }
        for (id, resource) in self.document.resources() {
            for reference in references(&resource.properties) {
                let defect = match self.document.resource(reference.to) {
                    None => Some(Defect::Dangling {
                        id: reference.to.clone(),
                    }),
                    Some(found) => {
                        (!reference.expected.contains(&found.kind())).then(|| Defect::WrongKind {
                            id: reference.to.clone(),
                            found: found.kind(),
                            expected: reference.expected,
                        })
                    }
                };
                self.problems.extend(defect.map(|defect| Problem {
                    component: id.clone(),
                    field: reference.field,
                    defect,
                }));
                if let (Some(from), Some(to)) = (self.nodes.get(id), self.nodes.get(reference.to)) {
                    self.graph.add_edge(*from, *to, reference.field);
                }
            }
        }
        self.index_targets();
    }

    fn index_targets(&mut self) {
        for (id, resource) in self.document.resources() {
            let Properties::TargetGroup(group) = &resource.properties else {
                continue;
            };
            for target in targets_by_id(group) {
                match (self.nodes.get(id), self.nodes.get(&target)) {
                    (Some(from), Some(to)) => {
                        self.graph.add_edge(*from, *to, "Targets");
                    }
                    _ => self.problems.push(Problem {
                        component: id.clone(),
                        field: "Targets",
                        defect: Defect::Dangling { id: target },
                    }),
                }
            }
        }
    }

    fn index_associations(&mut self) {
        for (id, resource) in self.document.resources() {
            match &resource.properties {
                Properties::RouteTable(table) => {
                    for association in &table.associations {
                        if let Some(subnet) = &association.subnet_id {
                            self.route_tables
                                .entry(subnet.clone())
                                .or_insert_with(|| id.clone());
                        }
                    }
                    if let (true, Some(vpc)) = (table.is_main(), self.document.parent(id)) {
                        self.main_route_tables
                            .entry(vpc.clone())
                            .or_insert_with(|| id.clone());
                    }
                }
                Properties::NetworkAcl(acl) => {
                    for subnet in acl
                        .associations
                        .iter()
                        .filter_map(|association| association.subnet_id.as_ref())
                    {
                        self.acls
                            .entry(subnet.clone())
                            .or_insert_with(|| id.clone());
                    }
                    if let (Some(true), Some(vpc)) = (acl.is_default, self.document.parent(id)) {
                        self.default_acls
                            .entry(vpc.clone())
                            .or_insert_with(|| id.clone());
                    }
                }
                Properties::Subnet(_) => {
                    if let Some(vpc) = self.document.parent(id) {
                        self.subnets
                            .entry(vpc.clone())
                            .or_default()
                            .push(id.clone());
                    }
                }
                Properties::SecurityGroup(group) => {
                    if let (Some("default"), Some(vpc)) =
                        (group.group_name.as_deref(), self.document.parent(id))
                    {
                        let default = self.default_groups.entry(vpc.clone());
                        default.or_insert_with(|| id.clone());
                    }
                }
                Properties::Listener(_) => {
                    if let Some(balancer) = self.document.parent(id) {
                        self.listeners
                            .entry(balancer.clone())
                            .or_default()
                            .push(id.clone());
                    }
                }
                _ => {}
            }
        }
    }

    /// Lists what is absent and without which nothing can be said.
    fn list_missing(&mut self) {
        for (id, resource) in self.document.resources() {
            let missing = |field, expected| Problem {
                component: id.clone(),
                field,
                defect: Defect::Missing { expected },
            };
            let properties = &resource.properties;
            if let (None, Some(field), false) = (
                properties.parent(),
                properties.parent_field(),
                resource.kind().may_stand_alone(),
            ) {
                self.problems
                    .push(missing(field, "the resource it stands in"));
            }
            let absent = match properties {
                Properties::Vpc(vpc) if vpc.cidr_block.is_none() => {
                    Some(("CidrBlock", "an IPv4 range"))
                }
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
            self.problems
                .extend(absent.map(|(field, expected)| missing(field, expected)));
        }
        for interface in self
            .interfaces
            .iter()
            .filter(|interface| interface.addresses.is_empty())
        {
            let field = match interface.role {
                crate::Role::Instance => "PrivateIpAddress",
                crate::Role::NetworkInterface { .. } => "PrivateIpAddresses",
                crate::Role::VpcEndpoint | crate::Role::GatewayLoadBalancerEndpoint => {
                    "SubnetConfigurations"
                }
                crate::Role::LoadBalancerNode | crate::Role::ApplicationLoadBalancerNode => {
                    "SubnetMappings"
                }
                // AWS chooses the addresses of a resource gateway, so none is missing (RS-07).
                crate::Role::ResourceGateway => continue,
                crate::Role::ResolverEndpoint => "IpAddresses",
            };
            self.problems.push(Problem {
                component: interface.owner.clone(),
                field,
                defect: Defect::Missing {
                    expected: "an address in each of its subnets",
                },
            });
        }
    }

    /// Lists resources that stand in each other.
    fn list_cycles(&mut self) {
        let containment = self.graph.filter_map(
            |_, id| Some(id.clone()),
            |edge, field| {
                let (from, _) = self.graph.edge_endpoints(edge)?;
                let properties = &self
                    .document
                    .resource(self.graph.node_weight(from)?)?
                    .properties;
                (properties.parent_field() == Some(*field)).then_some(*field)
            },
        );
        for component in tarjan_scc(&containment) {
            let own_parent = |node: &NodeIndex| containment.find_edge(*node, *node).is_some();
            if component.len() < 2 && !component.iter().any(own_parent) {
                continue;
            }
            let mut ids: Vec<_> = component
                .iter()
                .filter_map(|node| containment.node_weight(*node))
                .cloned()
                .collect();
            ids.sort();
            for id in &ids {
                let field = self
                    .document
                    .resource(id)
                    .and_then(|resource| resource.properties.parent_field());
                self.problems.push(Problem {
                    component: id.clone(),
                    field: field.unwrap_or("parent"),
                    defect: Defect::Cycle {
                        through: ids.iter().filter(|other| *other != id).cloned().collect(),
                    },
                });
            }
        }
    }
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

#[cfg(test)]
mod tests;
