//! Every resource of a kind, with its properties.

use vpcanvas_model::{
    Kind, Properties, ResourceId,
    kind::{
        Account, CustomerGateway, DhcpOptions, HostedZone, Instance, InternetGateway, Listener,
        LoadBalancer, NatGateway, NetworkAcl, NetworkInterface, Profile, ResolverEndpoint,
        ResolverRule, ResourceConfiguration, ResourceGateway, RouteTable, SecurityGroup,
        ServiceNetwork, Subnet, TargetGroup, TransitGatewayAttachment, TransitGatewayRouteTable,
        Vpc, VpcEndpoint, VpcEndpointService, VpcPeeringConnection, VpnConnection, VpnGateway,
        vpc_endpoint::VpcEndpointType,
    },
};
use vpcanvas_network::Network;

macro_rules! each {
    ($($(#[$doc:meta])* $name:ident: $kind:ident),* $(,)?) => {
        $($(#[$doc])*
        pub(crate) fn $name(network: &Network) -> impl Iterator<Item = (&ResourceId, &$kind)> {
            network
                .resources(Kind::$kind)
                .filter_map(|(id, resource)| match &resource.properties {
                    Properties::$kind(properties) => Some((id, properties)),
                    _ => None,
                })
        })*
    };
}

each! {
    /// Every VPC.
    vpcs: Vpc,
    /// Every subnet.
    subnets: Subnet,
    /// Every endpoint of any type.
    endpoints_of_any_type: VpcEndpoint,
    /// Every endpoint service.
    services: VpcEndpointService,
    /// Every load balancer.
    balancers: LoadBalancer,
    /// Every listener.
    listeners: Listener,
    /// Every target group.
    target_groups: TargetGroup,
    /// Every security group.
    security_groups: SecurityGroup,
    /// Every network ACL.
    network_acls: NetworkAcl,
    /// Every route table.
    route_tables: RouteTable,
    /// Every hosted zone.
    hosted_zones: HostedZone,
    /// Every account.
    accounts: Account,
    /// Every instance.
    instances: Instance,
    /// Every internet gateway.
    internet_gateways: InternetGateway,
    /// Every NAT gateway.
    nat_gateways: NatGateway,
    /// Every peering connection.
    peerings: VpcPeeringConnection,
    /// Every attachment of a transit gateway.
    transit_attachments: TransitGatewayAttachment,
    /// Every route table of a transit gateway.
    transit_tables: TransitGatewayRouteTable,
    /// Every virtual private gateway.
    vpn_gateways: VpnGateway,
    /// Every VPN connection.
    vpn_connections: VpnConnection,
    /// Every on-premises network.
    customer_gateways: CustomerGateway,
    /// Every Route 53 Profile.
    profiles: Profile,
    /// Every Resolver endpoint.
    resolver_endpoints: ResolverEndpoint,
    /// Every Resolver rule.
    resolver_rules: ResolverRule,
    /// Every interface the author drew.
    network_interfaces: NetworkInterface,
    /// Every set of DHCP options.
    dhcp_options: DhcpOptions,
    /// Every resource configuration.
    resource_configurations: ResourceConfiguration,
    /// Every service network.
    service_networks: ServiceNetwork,
    /// Every resource gateway.
    resource_gateways: ResourceGateway,
}

/// Every interface endpoint.
pub(crate) fn endpoints(network: &Network) -> impl Iterator<Item = (&ResourceId, &VpcEndpoint)> {
    endpoints_of(network, VpcEndpointType::Interface)
}

/// Every endpoint of one type.
pub(crate) fn endpoints_of(
    network: &Network,
    wanted: VpcEndpointType,
) -> impl Iterator<Item = (&ResourceId, &VpcEndpoint)> {
    endpoints_of_any_type(network).filter(move |(_, endpoint)| endpoint.endpoint_type() == wanted)
}
