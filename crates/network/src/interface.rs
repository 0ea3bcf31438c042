//! Network interfaces as the network sees them: everything that has an address in a subnet, whoever owns it.

use std::{
    net::{IpAddr, Ipv4Addr},
    sync::Arc,
};

use vpcanvas_model::{
    Kind, Properties, ResourceId,
    kind::{
        Instance, LoadBalancer, NatGateway, NetworkInterface, ResolverEndpoint, ResourceGateway,
        VpcEndpoint, load_balancer::LoadBalancerType, vpc_endpoint::VpcEndpointType,
    },
};

use crate::records::Records;

/// Something with addresses in a subnet.
#[derive(Clone, Debug, PartialEq)]
pub struct Interface {
    /// The resource it belongs to or is: an instance, a network interface, an endpoint, a load balancer.
    pub owner: ResourceId,
    /// What it is.
    pub role: Role,
    /// The subnet it stands in.
    pub subnet: ResourceId,
    /// The VPC of that subnet.
    pub vpc: ResourceId,
    /// Its zone by id (ES-11).
    pub zone: Option<Arc<str>>,
    /// Its addresses, the primary first; empty while none is chosen.
    pub addresses: Vec<IpAddr>,
    /// The public addresses the internet gateway of its VPC maps to private ones (IGW-01), private first.
    pub public_addresses: Vec<(Ipv4Addr, Ipv4Addr)>,
    /// The security groups written on it or on its owner.
    pub groups: Vec<ResourceId>,
    /// Whether packets not addressed to it are dropped (ENI-02).
    pub source_dest_check: bool,
}

/// Who an interface belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Role {
    /// The primary interface of an instance, implied by the instance.
    Instance,
    /// An interface of the author's own, and the instance it is plugged into.
    NetworkInterface {
        /// `None` while it is not attached.
        instance: Option<ResourceId>,
        /// Whether it is the primary interface of that instance.
        primary: bool,
    },
    /// The interface of an endpoint in one subnet, to a service, a resource, a service network or a tunnel (IE-01, RS-05).
    VpcEndpoint,
    /// The interface of a Gateway Load Balancer endpoint, which has no security group (GL-03).
    GatewayLoadBalancerEndpoint,
    /// The node of a network or Gateway Load Balancer in one zone (NLB-01).
    LoadBalancerNode,
    /// The node of an Application Load Balancer in one zone, which always has a security group.
    ApplicationLoadBalancerNode,
    /// The interface of a resource gateway in one subnet, whose address resources see (RS-06).
    ResourceGateway,
    /// The interface of a Resolver endpoint.
    ResolverEndpoint,
    /// The interface of a zonal NAT gateway, which has no security group (NAT-05).
    NatGateway,
}

impl Role {
    /// Whether it is the node of a load balancer.
    pub fn is_balancer(&self) -> bool {
        matches!(
            self,
            Self::LoadBalancerNode | Self::ApplicationLoadBalancerNode
        )
    }

    /// Whether nothing filters there while no security group is written, instead of the default group of the VPC (NLB-20, GL-03).
    pub fn is_open_without_group(&self) -> bool {
        matches!(
            self,
            Self::LoadBalancerNode | Self::GatewayLoadBalancerEndpoint | Self::NatGateway
        )
    }
}

impl Interface {
    /// The primary address.
    pub fn address(&self) -> Option<IpAddr> {
        self.addresses.first().copied()
    }

    /// The first address of the family of another one.
    pub fn address_like(&self, other: IpAddr) -> Option<IpAddr> {
        self.addresses
            .iter()
            .copied()
            .find(|address| address.is_ipv4() == other.is_ipv4())
    }

    /// The public address a private one of its own is seen by outside (IGW-01).
    pub fn public_address_of(&self, private: Ipv4Addr) -> Option<Ipv4Addr> {
        let mut addresses = self.public_addresses.iter();
        addresses.find_map(|(own, public)| (*own == private).then_some(*public))
    }

    /// The private address a public one of its own stands for (IGW-02).
    pub fn private_address_of(&self, public: Ipv4Addr) -> Option<Ipv4Addr> {
        let mut addresses = self.public_addresses.iter();
        addresses.find_map(|(private, own)| (*own == public).then_some(*private))
    }

    /// The instance that answers behind it.
    pub fn instance(&self) -> Option<&ResourceId> {
        match &self.role {
            Role::Instance => Some(&self.owner),
            Role::NetworkInterface { instance, .. } => instance.as_ref(),
            Role::VpcEndpoint
            | Role::GatewayLoadBalancerEndpoint
            | Role::LoadBalancerNode
            | Role::ApplicationLoadBalancerNode
            | Role::ResourceGateway
            | Role::ResolverEndpoint
            | Role::NatGateway => None,
        }
    }

    /// Whether it is the primary interface of an instance.
    pub fn is_primary_of_instance(&self) -> bool {
        matches!(
            self.role,
            Role::Instance | Role::NetworkInterface { primary: true, .. }
        )
    }
}

/// The kinds that have interfaces.
pub(crate) const OWNERS: [Kind; 7] = [
    Kind::Instance,
    Kind::NetworkInterface,
    Kind::VpcEndpoint,
    Kind::LoadBalancer,
    Kind::ResourceGateway,
    Kind::ResolverEndpoint,
    Kind::NatGateway,
];

/// The interfaces of a record whose subnet and VPC are known.
///
/// `has_drawn_primary` says of an instance that its primary interface is a record of its own.
pub(crate) fn interfaces(
    records: &Records,
    id: &ResourceId,
    properties: &Properties,
    has_drawn_primary: impl FnOnce() -> bool,
) -> Vec<Interface> {
    match properties {
        Properties::Instance(_) if has_drawn_primary() => Vec::new(),
        Properties::Instance(instance) => Vec::from_iter(of_instance(records, id, instance)),
        Properties::NetworkInterface(interface) => {
            Vec::from_iter(of_network_interface(records, id, interface))
        }
        Properties::VpcEndpoint(endpoint) => of_endpoint(records, id, endpoint),
        Properties::LoadBalancer(balancer) => of_balancer(records, id, balancer),
        Properties::ResourceGateway(gateway) => of_resource_gateway(records, id, gateway),
        Properties::ResolverEndpoint(endpoint) => of_resolver_endpoint(records, id, endpoint),
        Properties::NatGateway(gateway) => Vec::from_iter(of_nat_gateway(records, id, gateway)),
        _ => Vec::new(),
    }
}

fn of_instance(records: &Records, id: &ResourceId, instance: &Instance) -> Option<Interface> {
    let mut interface = standing_in(records, id, instance.subnet_id.as_ref()?, Role::Instance)?;
    interface
        .addresses
        .extend(instance.private_ip_address.map(IpAddr::V4));
    interface
        .addresses
        .extend(instance.ipv6_address.map(IpAddr::V6));
    interface
        .public_addresses
        .extend(instance.private_ip_address.zip(instance.public_ip_address));
    interface.groups.clone_from(&instance.security_group_ids);
    interface.source_dest_check = instance.source_dest_check.unwrap_or(true);
    Some(interface)
}

fn of_network_interface(
    records: &Records,
    id: &ResourceId,
    drawn: &NetworkInterface,
) -> Option<Interface> {
    let attachment = drawn.attachment.as_ref();
    let role = Role::NetworkInterface {
        instance: attachment.and_then(|attachment| attachment.instance_id.clone()),
        primary: attachment.is_some_and(|attachment| attachment.device_index == Some(0)),
    };
    let mut interface = standing_in(records, id, drawn.subnet_id.as_ref()?, role)?;
    let mut addresses: Vec<_> = drawn.private_ip_addresses.iter().collect();
    addresses.sort_by_key(|address| address.primary != Some(true));
    interface.addresses = addresses
        .into_iter()
        .filter_map(|address| address.private_ip_address.map(IpAddr::V4))
        .chain(drawn.ipv6_addresses.iter().copied().map(IpAddr::V6))
        .collect();
    let of_public = drawn.private_ip_addresses.iter();
    interface.public_addresses = of_public
        .filter_map(|address| address.private_ip_address.zip(address.public_ip))
        .collect();
    interface.groups.clone_from(&drawn.groups);
    interface.source_dest_check = drawn.source_dest_check.unwrap_or(true);
    Some(interface)
}

fn of_endpoint(records: &Records, id: &ResourceId, endpoint: &VpcEndpoint) -> Vec<Interface> {
    let role = match endpoint.endpoint_type() {
        VpcEndpointType::Gateway => return Vec::new(),
        VpcEndpointType::GatewayLoadBalancer => Role::GatewayLoadBalancerEndpoint,
        VpcEndpointType::Interface
        | VpcEndpointType::Resource
        | VpcEndpointType::ServiceNetwork
        | VpcEndpointType::Tunnel => Role::VpcEndpoint,
    };
    let in_subnet = |subnet: &ResourceId| {
        let mut interface = standing_in(records, id, subnet, role.clone())?;
        let chosen = endpoint.configuration(subnet);
        interface
            .addresses
            .extend(chosen.and_then(|chosen| chosen.ipv4).map(IpAddr::V4));
        interface
            .addresses
            .extend(chosen.and_then(|chosen| chosen.ipv6).map(IpAddr::V6));
        interface.groups.clone_from(&endpoint.security_group_ids);
        Some(interface)
    };
    endpoint.subnet_ids.iter().filter_map(in_subnet).collect()
}

fn of_balancer(records: &Records, id: &ResourceId, balancer: &LoadBalancer) -> Vec<Interface> {
    let role = match balancer.balancer_type() {
        LoadBalancerType::Application => Role::ApplicationLoadBalancerNode,
        LoadBalancerType::Network | LoadBalancerType::Gateway => Role::LoadBalancerNode,
    };
    let nodes = balancer.subnet_mappings.iter().filter_map(|mapping| {
        let mut node = standing_in(records, id, mapping.subnet_id.as_ref()?, role.clone())?;
        let address: Option<Ipv4Addr> = mapping.private_ipv4_address;
        node.addresses.extend(address.map(IpAddr::V4));
        node.addresses.extend(mapping.ipv6_address.map(IpAddr::V6));
        node.public_addresses.extend(address.zip(mapping.public_ip));
        node.groups.clone_from(&balancer.security_groups);
        Some(node)
    });
    nodes.collect()
}

fn of_resource_gateway(
    records: &Records,
    id: &ResourceId,
    gateway: &ResourceGateway,
) -> Vec<Interface> {
    let in_subnet = |subnet: &ResourceId| {
        let mut interface = standing_in(records, id, subnet, Role::ResourceGateway)?;
        let chosen = gateway
            .subnet_configurations
            .iter()
            .filter(|chosen| chosen.subnet_id.as_ref() == Some(subnet));
        for chosen in chosen {
            interface.addresses.extend(chosen.ipv4.map(IpAddr::V4));
            interface.addresses.extend(chosen.ipv6.map(IpAddr::V6));
        }
        interface.groups.clone_from(&gateway.security_group_ids);
        Some(interface)
    };
    gateway.subnet_ids.iter().filter_map(in_subnet).collect()
}

fn of_resolver_endpoint(
    records: &Records,
    id: &ResourceId,
    endpoint: &ResolverEndpoint,
) -> Vec<Interface> {
    let interfaces = endpoint.ip_addresses.iter().filter_map(|address| {
        let subnet = address.subnet_id.as_ref()?;
        let mut interface = standing_in(records, id, subnet, Role::ResolverEndpoint)?;
        interface.addresses.extend(address.ip.map(IpAddr::V4));
        interface.addresses.extend(address.ipv6.map(IpAddr::V6));
        interface.groups.clone_from(&endpoint.security_group_ids);
        Some(interface)
    });
    interfaces.collect()
}

/// A zonal one; a regional one stands in no subnet.
fn of_nat_gateway(records: &Records, id: &ResourceId, gateway: &NatGateway) -> Option<Interface> {
    let mut interface = standing_in(records, id, gateway.subnet_id.as_ref()?, Role::NatGateway)?;
    for address in &gateway.nat_gateway_addresses {
        interface
            .addresses
            .extend(address.private_ip.map(IpAddr::V4));
        interface
            .public_addresses
            .extend(address.private_ip.zip(address.public_ip));
    }
    interface.source_dest_check = false;
    Some(interface)
}

/// An interface without addresses in a subnet; `None` where the subnet or its VPC is not in the document.
fn standing_in(
    records: &Records,
    owner: &ResourceId,
    subnet: &ResourceId,
    role: Role,
) -> Option<Interface> {
    let Properties::Subnet(drawn) = &records.get(subnet)?.properties else {
        return None;
    };
    let (vpc, kind) = records.entry(drawn.vpc_id.as_ref()?.as_str())?;
    if kind != Kind::Vpc {
        return None;
    }
    Some(Interface {
        owner: owner.clone(),
        role,
        subnet: subnet.clone(),
        vpc: vpc.clone(),
        zone: drawn.availability_zone_id.as_deref().map(Arc::from),
        addresses: Vec::new(),
        public_addresses: Vec::new(),
        groups: Vec::new(),
        source_dest_check: true,
    })
}
