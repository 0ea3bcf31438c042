//! The values something new begins with: free ranges and addresses, the next zone, the groups that are there.

use vpcanvas_model::{
    Document, Kind, Properties, Resource, ResourceId,
    kind::{
        Account, CustomerGateway, DhcpOptions, EgressOnlyInternetGateway, HostedZone, Instance,
        InternetGateway, Listener, LoadBalancer, NatGateway, NetworkAcl, NetworkInterface, Note,
        PrefixList, Profile, ResolverEndpoint, ResolverRule, ResourceConfiguration,
        ResourceGateway, RouteTable, SecurityGroup, ServiceNetwork, Subnet, TargetGroup,
        TransitGateway, TransitGatewayAttachment, TransitGatewayRouteTable, Vpc, VpcEndpoint,
        VpcEndpointService, VpcPeeringConnection, VpnConnection, VpnGateway,
        hosted_zone::HostedZoneVpc,
        listener::{ListenerAction, ListenerProtocol},
        load_balancer::{LoadBalancerType, Scheme, SubnetMapping},
        nat_gateway::{ConnectivityType, NatGatewayAddress},
        network_acl::{NetworkAclEntry, RuleAction},
        network_interface::PrivateIpAddress,
        resolver_endpoint::{ResolverDirection, ResolverIpAddress},
        resolver_rule::ResolverRuleType,
        resource_configuration::ResourceConfigurationType,
        security_group::SecurityGroupRule,
        target_group::{Target, TargetType},
        transit_gateway_attachment::AttachmentType,
        vpc_endpoint::{SubnetConfiguration, VpcEndpointType},
    },
};

use super::Template;
use crate::{
    addresses::Addresses,
    ranges::{free_subnet_range, free_vpc_range, next_zone, one_subnet_a_zone, range_of, vpc},
};

/// The Region of the first VPC of a design.
pub(crate) const FIRST_REGION: &str = "us-east-1";
/// The port of nearly every service behind PrivateLink.
const PORT: u16 = 443;

/// What new resources are made for.
pub(super) struct Maker<'a> {
    document: &'a Document,
    parent: Option<&'a ResourceId>,
    subnet: Option<&'a ResourceId>,
}

impl<'a> Maker<'a> {
    pub(super) fn new(
        document: &'a Document,
        parent: Option<&'a ResourceId>,
        subnet: Option<&'a ResourceId>,
    ) -> Self {
        Self {
            document,
            parent,
            subnet,
        }
    }

    /// The resources of a template, from left to right; the first is the one that was asked for.
    pub(super) fn resources(&self, template: Template) -> Vec<(ResourceId, Resource)> {
        let kinds = match template {
            Template::Resource(_) | Template::Endpoint(_) | Template::LoadBalancer(_) => {
                vec![template.kind()]
            }
            Template::LoadBalancerWithTargets => {
                vec![Kind::LoadBalancer, Kind::Listener, Kind::TargetGroup]
            }
        };
        let with_targets = template == Template::LoadBalancerWithTargets;
        kinds
            .into_iter()
            .filter_map(|kind| {
                let mut properties = self.properties(kind)?;
                if with_targets {
                    self.join(&mut properties);
                }
                fit(template, &mut properties);
                Some((self.document.free_id(kind), Resource::new(properties)))
            })
            .collect()
    }

    /// Makes a new listener and target group those of the new load balancer.
    fn join(&self, properties: &mut Properties) {
        match properties {
            Properties::Listener(listener) => {
                listener.load_balancer_arn = Some(self.document.free_id(Kind::LoadBalancer));
                listener.default_actions = vec![forward(self.document.free_id(Kind::TargetGroup))];
            }
            Properties::TargetGroup(group) => group.targets = self.instances(),
            _ => {}
        }
    }

    fn properties(&self, kind: Kind) -> Option<Properties> {
        let parent = self.parent.cloned();
        Some(match kind {
            Kind::Account => Properties::Account(Account::default()),
            Kind::Vpc => Properties::Vpc(Vpc {
                owner_id: parent,
                region: Some(self.region()),
                cidr_block: free_vpc_range(self.document),
                enable_dns_support: Some(true),
                enable_dns_hostnames: Some(true),
                ..Vpc::default()
            }),
            Kind::Subnet => Properties::Subnet(Subnet {
                cidr_block: self
                    .parent
                    .and_then(|vpc| free_subnet_range(self.document, vpc)),
                availability_zone_id: self.parent.and_then(|vpc| next_zone(self.document, vpc)),
                vpc_id: parent,
                ..Subnet::default()
            }),
            Kind::Instance => Properties::Instance(Instance {
                private_ip_address: self.address(),
                security_group_ids: self.group(),
                subnet_id: parent,
                ..Instance::default()
            }),
            Kind::NetworkInterface => Properties::NetworkInterface(NetworkInterface {
                private_ip_addresses: vec![PrivateIpAddress {
                    private_ip_address: self.address(),
                    primary: Some(true),
                    ..PrivateIpAddress::default()
                }],
                groups: self.group(),
                subnet_id: parent,
                ..NetworkInterface::default()
            }),
            Kind::VpcEndpoint => Properties::VpcEndpoint(self.endpoint()),
            Kind::VpcEndpointService => Properties::VpcEndpointService(VpcEndpointService {
                owner_id: parent,
                acceptance_required: Some(false),
                ..VpcEndpointService::default()
            }),
            Kind::LoadBalancer => Properties::LoadBalancer(self.load_balancer()),
            Kind::Listener => Properties::Listener(Listener {
                load_balancer_arn: parent,
                protocol: Some(ListenerProtocol::Tcp),
                port: Some(PORT),
                ..Listener::default()
            }),
            Kind::TargetGroup => Properties::TargetGroup(TargetGroup {
                vpc_id: parent,
                target_type: Some(TargetType::Instance),
                protocol: Some(ListenerProtocol::Tcp),
                port: Some(PORT),
                ..TargetGroup::default()
            }),
            Kind::SecurityGroup => Properties::SecurityGroup(SecurityGroup {
                vpc_id: parent,
                security_group_rules: vec![all_egress()],
                ..SecurityGroup::default()
            }),
            Kind::NetworkAcl => Properties::NetworkAcl(NetworkAcl {
                vpc_id: parent,
                entries: vec![allow_all(false), allow_all(true)],
                ..NetworkAcl::default()
            }),
            Kind::RouteTable => Properties::RouteTable(RouteTable {
                vpc_id: parent,
                ..RouteTable::default()
            }),
            Kind::PrefixList => Properties::PrefixList(PrefixList {
                owner_id: parent,
                ..PrefixList::default()
            }),
            Kind::HostedZone => Properties::HostedZone(HostedZone {
                owner_id: parent,
                name: Some("internal.example.com".to_owned()),
                private_zone: Some(true),
                vpcs: self.only_vpc(),
                ..HostedZone::default()
            }),
            kind => return self.joining(kind),
        })
    }

    /// What joins networks with one another and with the outside.
    fn joining(&self, kind: Kind) -> Option<Properties> {
        let parent = self.parent.cloned();
        Some(match kind {
            Kind::InternetGateway => Properties::InternetGateway(InternetGateway {
                vpc_id: parent,
                ..InternetGateway::default()
            }),
            Kind::EgressOnlyInternetGateway => {
                Properties::EgressOnlyInternetGateway(EgressOnlyInternetGateway {
                    vpc_id: parent,
                    ..EgressOnlyInternetGateway::default()
                })
            }
            Kind::NatGateway => Properties::NatGateway(self.nat_gateway()),
            Kind::VpcPeeringConnection => {
                Properties::VpcPeeringConnection(VpcPeeringConnection::default())
            }
            Kind::TransitGateway => Properties::TransitGateway(TransitGateway {
                owner_id: parent,
                region: Some(self.region()),
                ..TransitGateway::default()
            }),
            Kind::TransitGatewayAttachment => {
                Properties::TransitGatewayAttachment(TransitGatewayAttachment {
                    transit_gateway_id: parent,
                    resource_type: Some(AttachmentType::Vpc),
                    ..TransitGatewayAttachment::default()
                })
            }
            Kind::TransitGatewayRouteTable => {
                Properties::TransitGatewayRouteTable(TransitGatewayRouteTable {
                    transit_gateway_id: parent,
                    ..TransitGatewayRouteTable::default()
                })
            }
            Kind::VpnGateway => Properties::VpnGateway(VpnGateway {
                vpc_id: parent,
                ..VpnGateway::default()
            }),
            Kind::VpnConnection => Properties::VpnConnection(VpnConnection::default()),
            Kind::CustomerGateway => Properties::CustomerGateway(CustomerGateway {
                owner_id: parent,
                ..CustomerGateway::default()
            }),
            Kind::DhcpOptions => Properties::DhcpOptions(DhcpOptions {
                owner_id: parent,
                domain_name_servers: vec!["AmazonProvidedDNS".to_owned()],
                ..DhcpOptions::default()
            }),
            Kind::ResolverEndpoint => Properties::ResolverEndpoint(self.resolver_endpoint()),
            Kind::ResolverRule => Properties::ResolverRule(ResolverRule {
                owner_id: parent,
                domain_name: Some("corp.example.com".to_owned()),
                rule_type: Some(ResolverRuleType::Forward),
                ..ResolverRule::default()
            }),
            Kind::Profile => Properties::Profile(Profile {
                owner_id: parent,
                ..Profile::default()
            }),
            Kind::ResourceGateway => Properties::ResourceGateway(ResourceGateway {
                subnet_ids: self
                    .subnets()
                    .into_iter()
                    .map(|(subnet, _)| subnet)
                    .collect(),
                security_group_ids: self.group(),
                vpc_identifier: parent,
                ..ResourceGateway::default()
            }),
            Kind::ResourceConfiguration => {
                Properties::ResourceConfiguration(ResourceConfiguration {
                    owner_id: parent,
                    configuration_type: Some(ResourceConfigurationType::Single),
                    port_ranges: vec![PORT.to_string()],
                    protocol: Some("TCP".to_owned()),
                    ..ResourceConfiguration::default()
                })
            }
            Kind::ServiceNetwork => Properties::ServiceNetwork(ServiceNetwork {
                owner_id: parent,
                ..ServiceNetwork::default()
            }),
            Kind::Note => Properties::Note(Note {
                container_id: parent,
                ..Note::default()
            }),
            _ => return None,
        })
    }

    /// An endpoint with an interface in the subnet it was dropped on, else in one subnet of each zone (IE-01, IE-02).
    fn endpoint(&self) -> VpcEndpoint {
        let subnets = self.subnets();
        VpcEndpoint {
            vpc_endpoint_type: Some(VpcEndpointType::Interface),
            vpc_id: self.parent.cloned(),
            subnet_configurations: subnets
                .iter()
                .map(|(subnet, address)| SubnetConfiguration {
                    subnet_id: Some(subnet.clone()),
                    ipv4: *address,
                    ..SubnetConfiguration::default()
                })
                .collect(),
            subnet_ids: subnets.into_iter().map(|(subnet, _)| subnet).collect(),
            security_group_ids: self.group(),
            private_dns_enabled: Some(false),
            ..VpcEndpoint::default()
        }
    }

    /// An internal load balancer with a node in the same subnets (NLB-01, NLB-02).
    fn load_balancer(&self) -> LoadBalancer {
        let node = |(subnet, address)| SubnetMapping {
            subnet_id: Some(subnet),
            private_ipv4_address: address,
            ..SubnetMapping::default()
        };
        LoadBalancer {
            load_balancer_type: Some(LoadBalancerType::Network),
            scheme: Some(Scheme::Internal),
            vpc_id: self.parent.cloned(),
            subnet_mappings: self.subnets().into_iter().map(node).collect(),
            ..LoadBalancer::default()
        }
    }

    /// A public NAT gateway with a free private address; the Elastic IP is the author's to give (NAT-01).
    fn nat_gateway(&self) -> NatGateway {
        NatGateway {
            subnet_id: self.parent.cloned(),
            connectivity_type: Some(ConnectivityType::Public),
            nat_gateway_addresses: vec![NatGatewayAddress {
                private_ip: self.address(),
                ..NatGatewayAddress::default()
            }],
            ..NatGateway::default()
        }
    }

    /// An inbound endpoint with an interface in one subnet of each zone.
    fn resolver_endpoint(&self) -> ResolverEndpoint {
        let address = |(subnet, ip)| ResolverIpAddress {
            subnet_id: Some(subnet),
            ip,
            ..ResolverIpAddress::default()
        };
        ResolverEndpoint {
            host_vpc_id: self.parent.cloned(),
            direction: Some(ResolverDirection::Inbound),
            ip_addresses: self.subnets().into_iter().map(address).collect(),
            security_group_ids: self.group(),
            ..ResolverEndpoint::default()
        }
    }

    /// The subnets for interfaces, each with a free address where its range is known.
    fn subnets(&self) -> Vec<(ResourceId, Option<std::net::Ipv4Addr>)> {
        let subnets = match (self.subnet, self.parent) {
            (Some(subnet), _) => vec![subnet.clone()],
            (None, Some(vpc)) => one_subnet_a_zone(self.document, vpc),
            (None, None) => Vec::new(),
        };
        let mut addresses = Addresses::of(self.document, |_| false);
        subnets
            .into_iter()
            .map(|subnet| {
                let range = range_of(self.document, &subnet);
                let address = range.and_then(|range| addresses.take(&subnet, range, None));
                (subnet, address)
            })
            .collect()
    }

    /// A free address of the subnet it stands in.
    fn address(&self) -> Option<std::net::Ipv4Addr> {
        let subnet = self.parent?;
        let range = range_of(self.document, subnet)?;
        Addresses::of(self.document, |_| false).take(subnet, range, None)
    }

    fn vpc_id(&self) -> Option<&'a ResourceId> {
        let parent = self.parent?;
        if vpc(self.document, parent).is_some() {
            return Some(parent);
        }
        self.document.parent(parent)
    }

    /// The first security group of the VPC, if there is one.
    fn group(&self) -> Vec<ResourceId> {
        let Some(vpc) = self.vpc_id() else {
            return Vec::new();
        };
        self.document
            .resources()
            .find(|(_, resource)| match &resource.properties {
                Properties::SecurityGroup(group) => group.vpc_id.as_ref() == Some(vpc),
                _ => false,
            })
            .map(|(id, _)| id.clone())
            .into_iter()
            .collect()
    }

    /// Every instance of the VPC as a target.
    fn instances(&self) -> Vec<Target> {
        let vpc = self.vpc_id();
        self.document
            .resources()
            .filter(|(id, resource)| {
                resource.kind() == Kind::Instance
                    && vpc.is_some_and(|vpc| self.document.ancestors(id).any(|other| other == vpc))
            })
            .map(|(id, _)| Target {
                id: Some(id.to_string()),
                ..Target::default()
            })
            .collect()
    }

    /// The Region of the last VPC, so that a design stays in one.
    fn region(&self) -> String {
        self.document
            .resources()
            .rev()
            .find_map(|(_, resource)| match &resource.properties {
                Properties::Vpc(vpc) => vpc.region.clone(),
                _ => None,
            })
            .unwrap_or_else(|| FIRST_REGION.to_owned())
    }

    /// The VPC to associate a new zone with, if there is no choice (PHZ-01).
    fn only_vpc(&self) -> Vec<HostedZoneVpc> {
        let mut vpcs =
            self.document
                .resources()
                .filter_map(|(id, resource)| match &resource.properties {
                    Properties::Vpc(vpc) => Some((id, vpc)),
                    _ => None,
                });
        match (vpcs.next(), vpcs.next()) {
            (Some((id, vpc)), None) => vec![HostedZoneVpc {
                vpc_id: Some(id.clone()),
                vpc_region: vpc.region.clone(),
                ..HostedZoneVpc::default()
            }],
            _ => Vec::new(),
        }
    }
}

/// Makes a new resource what its template says it is.
fn fit(template: Template, properties: &mut Properties) {
    match (template, properties) {
        (Template::Endpoint(endpoint_type), Properties::VpcEndpoint(endpoint)) => {
            endpoint.vpc_endpoint_type = Some(endpoint_type);
            match endpoint_type {
                // It is a route and has no interface (GW-01).
                VpcEndpointType::Gateway => {
                    endpoint.subnet_ids = Vec::new();
                    endpoint.subnet_configurations = Vec::new();
                    endpoint.security_group_ids = Vec::new();
                    endpoint.private_dns_enabled = None;
                }
                // It stands in one subnet, and traffic is routed to it (GL-01, GL-02).
                VpcEndpointType::GatewayLoadBalancer => {
                    endpoint.subnet_ids.truncate(1);
                    endpoint.subnet_configurations.truncate(1);
                    endpoint.security_group_ids = Vec::new();
                    endpoint.private_dns_enabled = None;
                }
                _ => {}
            }
        }
        (Template::LoadBalancer(balancer_type), Properties::LoadBalancer(balancer)) => {
            balancer.load_balancer_type = Some(balancer_type);
            if balancer_type == LoadBalancerType::Gateway {
                balancer.scheme = None;
            }
        }
        _ => {}
    }
}

/// The action of a listener that leads to a target group.
pub(crate) fn forward(group: ResourceId) -> ListenerAction {
    ListenerAction {
        action_type: Some("forward".to_owned()),
        target_group_arn: Some(group),
        ..ListenerAction::default()
    }
}

/// The rule a new group has (SG-02).
fn all_egress() -> SecurityGroupRule {
    SecurityGroupRule {
        is_egress: Some(true),
        ip_protocol: Some("-1".to_owned()),
        cidr_ipv4: Some(ipnet::Ipv4Net::default()),
        ..SecurityGroupRule::default()
    }
}

/// The rule of a default network ACL, so that a new one cuts nothing off before it is edited.
fn allow_all(egress: bool) -> NetworkAclEntry {
    NetworkAclEntry {
        rule_number: Some(100),
        egress: Some(egress),
        protocol: Some("-1".to_owned()),
        rule_action: Some(RuleAction::Allow),
        cidr_block: Some(ipnet::Ipv4Net::default()),
        ..NetworkAclEntry::default()
    }
}
