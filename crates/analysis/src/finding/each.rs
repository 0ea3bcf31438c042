//! Every resource of a kind, with its properties.

use vpcanvas_model::{
    Kind, ResourceId,
    kind::{
        HostedZone, Listener, LoadBalancer, NetworkAcl, RouteTable, SecurityGroup, Subnet,
        TargetGroup, Vpc, VpcEndpoint, VpcEndpointService, vpc_endpoint::VpcEndpointType,
    },
};
use vpcanvas_network::Network;

macro_rules! each {
    ($($(#[$doc:meta])* $name:ident: $kind:ident by $lookup:ident),* $(,)?) => {
        $($(#[$doc])*
        pub(super) fn $name(network: &Network) -> impl Iterator<Item = (&ResourceId, &$kind)> {
            network
                .resources(Kind::$kind)
                .filter_map(|(id, _)| Some((id, network.$lookup(id)?)))
        })*
    };
}

each! {
    /// Every VPC.
    vpcs: Vpc by vpc,
    /// Every subnet.
    subnets: Subnet by subnet,
    /// Every endpoint of any type.
    endpoints_of_any_type: VpcEndpoint by endpoint,
    /// Every endpoint service.
    services: VpcEndpointService by endpoint_service,
    /// Every load balancer.
    balancers: LoadBalancer by load_balancer,
    /// Every listener.
    listeners: Listener by listener,
    /// Every target group.
    target_groups: TargetGroup by target_group,
    /// Every security group.
    security_groups: SecurityGroup by security_group,
    /// Every network ACL.
    network_acls: NetworkAcl by network_acl,
    /// Every route table.
    route_tables: RouteTable by route_table,
    /// Every hosted zone.
    hosted_zones: HostedZone by hosted_zone,
}

/// Every interface endpoint.
pub(super) fn endpoints(network: &Network) -> impl Iterator<Item = (&ResourceId, &VpcEndpoint)> {
    endpoints_of_any_type(network)
        .filter(|(_, endpoint)| endpoint.endpoint_type() == VpcEndpointType::Interface)
}
